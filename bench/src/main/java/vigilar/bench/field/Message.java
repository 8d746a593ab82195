package vigilar.bench.field;

/// What a device is about to say.
///
/// @param device who says it
/// @param n its number with this device, from 0 on
/// @param kind how it is known again
public record Message(String device, long n, String topic, String payload, Kind kind) {
    /// How a message is told from others.
    public enum Kind {
        /// It carries its number and its own time: in the journal exactly once.
        NUMBERED,
        /// Equal to others of its topic. What was not sent again is as often in the journal as it
        /// was acknowledged; what was sent again after a lost connection may be there twice, since
        /// the broker cannot know (QoS 1).
        TWIN
    }
}
