package vigilar.rules;

import vigilar.arming.Mode;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// What is done once a rule's condition holds. None of it disarms: only people do.
public sealed interface Action {
    /// Tells people, on their phones and on the bus.
    ///
    /// @param audience whose phones
    /// @param title one line; empty: the rule's name
    record Alert(Audience audience, Urgency urgency, String title) implements Action {
        /// 120 characters: two lines on a phone.
        public static final int LONGEST_TITLE = 120;
    }

    /// Has cameras record.
    ///
    /// @param cameras empty: the one that saw it
    /// @param length 1 s to [#LONGEST]
    record Recording(Set<SourceId> cameras, Duration length) implements Action {
        /// 10 min: longer than any incident's middle, short enough to fill no disk by a mistake.
        public static final Duration LONGEST = Duration.ofMinutes(10);

        public Recording {
            cameras = Set.copyOf(cameras);
        }
    }

    /// Says something on the bus.
    record Publish(String topic, String payload, boolean retained) implements Action {
        /// 4 KiB: a command to a device, not a file.
        public static final int LONGEST_PAYLOAD = 4_096;
    }

    /// Sounds a siren: says `on`, and `off` after that time, or at once when somebody disarms.
    ///
    /// @param length 1 s to [#LONGEST]
    /// @param withAlarm set off by an alarm of the panel, it sounds for as long as that lasts, up
    ///   to [#LONGEST]
    record Siren(String topic, String on, String off, Duration length, boolean withAlarm)
            implements Action {
        /// 15 min: what neighbours and EN 50131 bear at most.
        public static final Duration LONGEST = Duration.ofMinutes(15);

        /// 5 min: as long as the panel's own alarm.
        public static final Duration USUAL = Duration.ofMinutes(5);
    }

    /// Asks the alarm panel to arm; whether it does is its own decision.
    record Arm(Mode mode) implements Action {}

    /// Who is told.
    sealed interface Audience {
        record Everyone() implements Audience {}

        record Owners() implements Audience {}

        /// @param name of somebody with an account
        record Person(String name) implements Audience {}

        /// As it stands in events and in the text of a rule.
        default String word() {
            return switch (this) {
                case Everyone _ -> "everyone";
                case Owners _ -> "owners";
                case Person(var name) -> name;
            };
        }
    }

    /// How much it matters that they look now.
    enum Urgency {
        LOW(Severity.INFO),
        NORMAL(Severity.WARNING),
        HIGH(Severity.ALERT),
        CRITICAL(Severity.CRITICAL);

        private final Severity severity;

        Urgency(Severity severity) {
            this.severity = severity;
        }

        /// How grave the event is that tells of it, and with it how a phone is woken.
        public Severity severity() {
            return severity;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
