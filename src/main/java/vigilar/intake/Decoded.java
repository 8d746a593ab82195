package vigilar.intake;

import java.util.List;
import java.util.Optional;

/// What became of a message at the door. Nothing that arrives is an exception.
sealed interface Decoded {
    /// @param signals what it says, in that order; a message may say several things, or nothing new
    /// @param identified it carries something (its time) that makes an equal message the same one
    /// @param doubt what of it was not understood, although the rest was; shown like a refusal
    record Understood(List<Signal> signals, boolean identified, Optional<String> doubt)
            implements Decoded {
        public Understood {
            signals = List.copyOf(signals);
        }

        Understood(List<Signal> signals, Optional<String> doubt) {
            this(signals, false, doubt);
        }

        Understood(Signal signal, boolean identified) {
            this(List.of(signal), identified, Optional.empty());
        }
    }

    /// @param mayQuote false when nothing of the payload may be kept: it may hold a PIN
    record Refused(String reason, boolean mayQuote) implements Decoded {
        Refused(String reason) {
            this(reason, true);
        }
    }

    /// Understood well enough to know that it is not for us: a producer's log, a command to a
    /// device.
    record Ignored(String why) implements Decoded {}

    /// One of our own topics: what we say ourselves, not a device.
    record OurOwn() implements Decoded {}
}
