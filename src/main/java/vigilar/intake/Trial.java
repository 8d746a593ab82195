package vigilar.intake;

import vigilar.bus.Delivery;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.storage.Database;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What would be made of a message, told and not done: the same readers and the same memory as the
/// running intake, of which nothing is stored. For one message at a time.
public final class Trial {
    /// An hour on the clock of the readers: nothing is settling any more.
    private static final long SETTLED_NANOS = 3_600_000_000_000L;

    private final IntakeSettings settings;
    private final Optional<Database> database;
    private final InstantSource clock;

    /// @param database what the house knows; empty: a house that knows nothing yet. Only read
    public Trial(IntakeSettings settings, Optional<Database> database, InstantSource clock) {
        this.settings = settings;
        this.database = database;
        this.clock = clock;
    }

    /// What would become of it.
    ///
    /// @param reader who reads that topic, for people
    public record Verdict(String reader, Fate fate) {}

    public sealed interface Fate {
        /// @param signals what it says, for people: `edge battery_low of 0x01: on`
        /// @param events what would be stored; may be none
        /// @param doubt what of it was not understood
        record Understood(List<String> signals, List<Told> events, Optional<String> doubt)
                implements Fate {
            public Understood {
                signals = List.copyOf(signals);
                events = List.copyOf(events);
            }
        }

        record Ignored(String why) implements Fate {}

        record Refused(String why) implements Fate {}
    }

    /// An event that would be.
    public record Told(
            EventType type, Severity severity, SourceId source, String payload, String why) {}

    /// Tries it. Never throws for anything that topic or payload may be.
    ///
    /// @param retained as if the broker had kept it from before we subscribed
    public Verdict of(String topic, byte[] payload, boolean retained) {
        var now = clock.instant();
        var memory =
                database.map(it -> Memory.load(it, new BusSession("trial", ""), Moves.NONE, now))
                        .orElseGet(Memory::ofNewHouse);
        var producers = new Producers(settings, memory);
        var decoded = producers.decode(new Heard(topic, payload, retained, false, SETTLED_NANOS));
        return new Verdict(
                producers.readerOf(topic),
                switch (decoded) {
                    case Decoded.OurOwn _ -> new Fate.Ignored("one of our own topics");
                    case Decoded.Ignored(var why) -> new Fate.Ignored(why);
                    case Decoded.Refused refused -> new Fate.Refused(refused.reason());
                    case Decoded.Understood understood ->
                            understood(understood, memory, new Said(topic, payload, retained), now);
                });
    }

    private static Fate understood(
            Decoded.Understood understood, Memory memory, Said said, Instant now) {
        var signals = new ArrayList<String>();
        understood.signals().forEach(signal -> signals.add(inWords(signal)));
        var digest = Memory.digestOf(understood, said);
        if (!memory.note(new Arrival(said, understood, digest, now, SETTLED_NANOS))) {
            return new Fate.Ignored("the same message came before: its own time says so");
        }
        return new Fate.Understood(
                signals,
                memory.occurrences().stream()
                        .map(
                                it ->
                                        new Told(
                                                it.type(),
                                                it.severity(),
                                                it.source(),
                                                it.payload().json(),
                                                it.origin().why()))
                        .toList(),
                understood.doubt());
    }

    private static String inWords(Signal signal) {
        return switch (signal) {
            case Signal.Pulse pulse ->
                    "pulse of %s: each live one is an event".formatted(pulse.source());
            case Signal.Edge edge -> edge(edge.point(), edge.state());
            case Signal.Field field -> edge(field.point(), field.state());
            case Signal.Learned lesson -> "learned of %s".formatted(lesson.point().source());
            case Signal.Moved _ -> "names that turned out to be others";
            case Signal.Reading(var point, var value, _) ->
                    "reading %s of %s%s: kept, no event"
                            .formatted(
                                    point.name(),
                                    point.source(),
                                    value.isEmpty() ? "" : " " + value);
        };
    }

    private static String edge(Signal.Point point, String state) {
        return "edge %s of %s is %s: an event when that changes"
                .formatted(point.name(), point.source(), state);
    }

    /// A message that nobody sent.
    private static final class Said implements Delivery {
        private final String topic;
        private final byte[] payload;
        private final boolean retained;

        Said(String topic, byte[] payload, boolean retained) {
            this.topic = topic;
            this.payload = payload;
            this.retained = retained;
        }

        @Override
        public String topic() {
            return topic;
        }

        @Override
        public byte[] payload() {
            return payload;
        }

        @Override
        public boolean retained() {
            return retained;
        }

        @Override
        public long connection() {
            return 1;
        }

        @Override
        public boolean resumed() {
            return false;
        }

        @Override
        public int packet() {
            return 0;
        }

        @Override
        public boolean again() {
            return false;
        }

        @Override
        public Optional<String> receipt() {
            return Optional.empty();
        }

        @Override
        public void acknowledge() {
            // nobody waits for it
        }
    }
}
