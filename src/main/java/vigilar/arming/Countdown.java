package vigilar.arming;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What people see and hear counting down. A time to leave or to disarm goes before all else, also
/// beneath an alarm: it is the one in which they can do something.
///
/// @param until by the panel's clock
public record Countdown(What what, Instant until) {
    /// What it leads to.
    public enum What {
        /// The house is armed.
        EXIT,
        /// It is an alarm, or a break-in beside the alarm that there is.
        ENTRY,
        /// Those outside are told.
        REPORT,
        /// The siren has had its time.
        SIREN;

        /// Whether keypads tick.
        public boolean isDelay() {
            return this == EXIT || this == ENTRY;
        }
    }

    /// @return empty: nothing ends by itself
    static Optional<Countdown> of(Phase phase) {
        return switch (phase) {
            case Phase.Arming arming -> Optional.of(new Countdown(What.EXIT, arming.until()));
            case Phase.Pending pending -> Optional.of(new Countdown(What.ENTRY, pending.until()));
            case Phase.Triggered(_, _, var quietAt, var reportAt, _, _, var beneath) -> {
                var what = reportAt.isPresent() ? What.REPORT : What.SIREN;
                yield beneath.flatMap(Countdown::of)
                        .or(
                                () ->
                                        Stream.of(quietAt, reportAt)
                                                .flatMap(Optional::stream)
                                                .min(Instant::compareTo)
                                                .map(it -> new Countdown(what, it)));
            }
            case Phase.Disarmed _, Phase.Armed _ -> Optional.empty();
        };
    }
}
