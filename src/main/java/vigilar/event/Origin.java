package vigilar.event;

/// Where an event came from and why it got its severity; shown in the detail of the page, never on
/// the bus.
///
/// @param topic the topic of the message, or empty when Vigilar itself says it
/// @param why one sentence for people
public record Origin(String topic, String why) {
    /// For what Vigilar says itself.
    public static Origin ourselves(String why) {
        return new Origin("", why);
    }
}
