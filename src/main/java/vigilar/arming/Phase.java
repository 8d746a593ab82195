package vigilar.arming;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /// A time that people have, which goes on beneath an alarm that is no break-in.
    sealed interface Delay extends Phase {
        Mode mode();

        /// When it is over.
        Instant until();

        @Override
        default Optional<Instant> deadline() {
            return Optional.of(until());
        }
    }

    /// The time to leave.
    ///
    /// @param restarted it has begun anew once already
    /// @param left a way out was opened
    /// @param unheard nobody can know whether one was, or need not: somebody asks from afar
    record Arming(
            Mode mode,
            Instant since,
            Instant until,
            boolean restarted,
            boolean left,
            boolean unheard)
            implements Delay {
        Arming(Mode mode, Instant since, Instant until, boolean restarted, boolean left) {
            this(mode, since, until, restarted, left, false);
        }

        /// A way out was opened.
        Arming hasLeft() {
            return new Arming(mode, since, until, restarted, true, unheard);
        }

        /// Whoever leaves may do so unheard.
        Arming goesUnheard() {
            return new Arming(mode, since, until, restarted, left, true);
        }

        @Override
        public ArmState state() {
            return ArmState.ARMING;
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
            implements Delay {
        @Override
        public ArmState state() {
            return ArmState.PENDING;
        }
    }

    /// It is an alarm.
    ///
    /// @param mode the house is armed so, or will be; empty: it was not armed
    /// @param quietAt when the siren ends; empty: it has, and a danger to life goes on
    /// @param reportAt when it is told outside; empty: it was
    /// @param causes the first one first
    /// @param confirmed a second zone has alarmed soon enough
    /// @param beneath a time to leave or to disarm that runs on, as when there is smoke just then
    record Triggered(
            Optional<Mode> mode,
            Instant since,
            Optional<Instant> quietAt,
            Optional<Instant> reportAt,
            List<Cause> causes,
            boolean confirmed,
            Optional<Delay> beneath)
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
            return Stream.of(quietAt, reportAt, beneath.map(Delay::until))
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
        }

        Triggered with(Optional<Delay> other) {
            return new Triggered(mode, since, quietAt, reportAt, causes, confirmed, other);
        }

        Triggered armedAs(Mode other) {
            return new Triggered(
                    Optional.of(other), since, quietAt, reportAt, causes, confirmed, beneath);
        }

        Triggered told() {
            return new Triggered(
                    mode, since, quietAt, Optional.empty(), causes, confirmed, beneath);
        }

        Triggered asConfirmed() {
            return new Triggered(mode, since, quietAt, reportAt, causes, true, beneath);
        }

        Triggered soundsUntil(Instant end) {
            return new Triggered(
                    mode, since, Optional.of(end), reportAt, causes, confirmed, beneath);
        }

        /// Without a siren, and with nothing but the dangers that go on: whatever opens next is
        /// news, as after the end of any alarm.
        Triggered goesOn(List<Cause> dangers) {
            return new Triggered(
                    mode, since, Optional.empty(), Optional.empty(), dangers, false, beneath);
        }
    }
}
