package vigilar.intake;

import java.time.Instant;

/// A topic on which something was heard.
///
/// @param topic capped, printable
/// @param reader who reads it, for people
/// @param fate of the newest message
/// @param why it was ignored or refused, or what of it was not understood; may be empty
/// @param atMostOnce the newest message came with QoS 0
/// @param lastHeard up to half a minute behind
public record HeardTopic(
        String topic,
        String reader,
        Fate fate,
        String why,
        boolean atMostOnce,
        Instant lastHeard,
        long understood,
        long ignored,
        long refused) {
    /// What became of a message.
    public enum Fate {
        UNDERSTOOD,
        IGNORED,
        REFUSED
    }
}
