package vigilar.intake;

import vigilar.event.EventType;
import vigilar.event.Payload;
import vigilar.event.Provenance;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a device says, once understood.
sealed interface Signal {
    /// What an event made of it would be.
    record Meaning(EventType type, Severity severity, String why) {
        /// What the tables of devices call an alert: smoke, gas, water, tampering, a cry for help.
        private static final Set<EventType> GRAVE = table(Severity.ALERT);

        private static final Set<EventType> OF_LIFE = table(Severity.CRITICAL);

        private static final Set<EventType> ENDS_OF_LIFE =
                ZigbeeField.BINARY.stream()
                        .map(ZigbeeField::outcomes)
                        .filter(all -> all.stream().map(Outcome::type).anyMatch(OF_LIFE::contains))
                        .flatMap(List::stream)
                        .map(Outcome::type)
                        .filter(type -> !OF_LIFE.contains(type))
                        .collect(Collectors.toUnmodifiableSet());

        private static Set<EventType> table(Severity from) {
            return ZigbeeField.BINARY.stream()
                    .flatMap(field -> field.outcomes().stream())
                    .filter(outcome -> outcome.severity().compareTo(from) >= 0)
                    .map(Outcome::type)
                    .collect(Collectors.toUnmodifiableSet());
        }

        /// True if silence would cost more than an event too many: while it lasts, a live message
        /// has to say it once.
        boolean isGrave() {
            return severity.compareTo(Severity.WARNING) > 0 || GRAVE.contains(type);
        }

        /// True for what may cost a life: of that an alarm too many is better than one too late.
        boolean isOfLife() {
            return severity == Severity.CRITICAL || OF_LIFE.contains(type);
        }

        /// True for the end of what may cost a life.
        boolean endsDangerToLife() {
            return ENDS_OF_LIFE.contains(type);
        }

        /// Of a message that may be old: a danger to life that was not there before.
        Meaning atOnce() {
            return new Meaning(
                    type,
                    severity,
                    why + "; not so when last heard, so it counts as now however old it may be");
        }

        /// Of a message that the broker keeps.
        Meaning keptSince() {
            return new Meaning(
                    type, severity, why + "; kept by the broker, from a time when nobody heard it");
        }

        /// Of what was known before, and not from a live message.
        Meaning late() {
            return new Meaning(type, severity, why + "; known before, said live only now");
        }
    }

    /// Something happened.
    record Pulse(SourceId source, Meaning meaning, Payload payload, Provenance provenance)
            implements Signal {
        Pulse(SourceId source, Meaning meaning, Payload payload) {
            this(source, meaning, payload, Provenance.LIVE);
        }
    }

    /// A point of the house is in this state.
    ///
    /// @param forgets a point that is unknown again from now on
    record Edge(
            Point point, String state, Optional<Point> forgets, Meaning meaning, Payload payload)
            implements Signal {}

    /// One field of a device that says its whole state each time, changed or not. It speaks when
    /// the known state changes; while nothing is known, only a live one that is not at rest does.
    /// What is grave and known from a message that was not live speaks once more, live.
    ///
    /// @param rest how things usually are: closed, dry, online
    /// @param meaning empty when nobody wants to hear of this state
    record Field(
            Point point,
            String state,
            boolean rest,
            Optional<Meaning> meaning,
            Payload payload,
            Provenance provenance)
            implements Signal {}

    /// What a reader must know again after a restart: kept before the broker may forget it, never
    /// an event.
    ///
    /// @param value at most [Points#MOST_OF_A_LESSON] characters; empty: no longer so
    record Learned(Point point, String value) implements Signal {}

    /// These sources turned out to be others: their points go to the new names.
    ///
    /// @param reader whose sources they are
    record Moved(String reader, Map<SourceId, SourceId> names) implements Signal {
        public Moved {
            names = Map.copyOf(names);
        }
    }

    /// A measurement, or (with an empty value) only a sign of life.
    record Reading(Point point, String value, Provenance provenance) implements Signal {
        /// The point of a device that takes note of any sign of life.
        static final String LIFE = "heard";

        Reading(Point point, String value) {
            this(point, value, Provenance.LIVE);
        }
    }

    /// Something that has a state: the contact of the front door.
    record Point(SourceId source, String name) {}

    /// True if it must be on disk before the broker may forget the message.
    default boolean matters() {
        return !(this instanceof Reading);
    }
}
