package vigilar.arming;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where the panel stands. Deadlines are moments, not spans: a restart changes none of them.
public sealed interface Phase {
    /// When it began.
    Instant since();

    /// What others call it: the words of the wire contract.
    ArmState state();

    /// Until when, if it ends by itself.
    Optional<Instant> deadline();

    /// As which the house is armed, or will be; empty while it is disarmed.
    default Optional<Mode> armedAs() {
        return switch (this) {
            case Disarmed _ -> Optional.empty();
            case Arming arming -> Optional.of(arming.mode());
            case Armed armed -> Optional.of(armed.mode());
            case Pending pending -> Optional.of(pending.mode());
            case Triggered alarm -> alarm.mode();
        };
    }

    /// Nothing is watched but what is always on.
    record Disarmed(Instant since) implements Phase {
        @Override
        public ArmState state() {
            return ArmState.DISARMED;
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.empty();
        }
    }

    /// The time to leave.
    ///
    /// @param restarted it has begun anew once already
    /// @param left a way out was opened
    record Arming(Mode mode, Instant since, Instant until, boolean restarted, boolean left)
            implements Phase {
        @Override
        public ArmState state() {
            return ArmState.ARMING;
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.of(until);
        }
    }

    record Armed(Mode mode, Instant since) implements Phase {
        @Override
        public ArmState state() {
            return ArmState.of(mode);
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.empty();
        }
    }

    /// Somebody came in and has time to disarm.
    ///
    /// @param until then it is an alarm
    /// @param offPath the zone that left the entry path, if one did
    record Pending(Mode mode, Instant since, Instant until, Cause cause, Optional<ZoneId> offPath)
            implements Phase {
        @Override
        public ArmState state() {
            return ArmState.PENDING;
        }

        @Override
        public Optional<Instant> deadline() {
            return Optional.of(until);
        }
    }

    /// It is an alarm.
    ///
    /// @param mode the house is armed so; empty: it was not armed
    /// @param quietAt when the siren ends
    /// @param reportAt when it is told outside; empty: it was
    /// @param causes the first one first
    /// @param confirmed a second zone has alarmed soon enough
    /// @param entry an entry delay that runs on beneath, as when there is smoke just then
    record Triggered(
            Optional<Mode> mode,
            Instant since,
            Instant quietAt,
            Optional<Instant> reportAt,
            List<Cause> causes,
            boolean confirmed,
            Optional<Pending> entry)
            implements Phase {
        public Triggered {
            causes = List.copyOf(causes);
        }

        @Override
        public ArmState state() {
            return ArmState.TRIGGERED;
        }

        @Override
        public Optional<Instant> deadline() {
            var next = quietAt;
            if (reportAt.isPresent() && reportAt.get().isBefore(next)) {
                next = reportAt.get();
            }
            if (entry.isPresent() && entry.get().until().isBefore(next)) {
                next = entry.get().until();
            }
            return Optional.of(next);
        }
    }
}
