package vigilar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;

import vigilar.bus.Delivery;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.journal.JournalEntry;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.supervisor.Health;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// Rounds of intake on a real store, beside a broker of somebody else's: a test says what comes in
/// one round and for what of it there is no room.
final class FloodStage implements AutoCloseable {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final List<Integer> acknowledged = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SqliteDatabase database;
    private final SqlJournal journal;

    FloodStage(Path folder) {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
    }

    private record Said(
            String topic, String text, int packet, boolean again, List<Integer> acknowledged)
            implements Delivery {
        @Override
        public byte[] payload() {
            return text.getBytes(UTF_8);
        }

        @Override
        public boolean retained() {
            return false;
        }

        @Override
        public long connection() {
            return 1;
        }

        @Override
        public boolean resumed() {
            return true;
        }

        @Override
        public Optional<String> receipt() {
            return Optional.empty();
        }

        @Override
        public void acknowledge() {
            acknowledged.add(packet);
        }
    }

    /// A run of intake; the one before was killed, and the broker heard none of what it
    /// acknowledged.
    Rounds run() {
        var health = new Health(Clock.systemUTC());
        var line = new Line(health, new AtomicReference<Line.@Nullable Gap>());
        line.changed(new Link.Up(NOON, true));
        line.delivers(1);
        var memory = Memory.load(database, new BusSession("session", "mqtt"), Moves.NONE, NOON);
        return new Rounds(
                journal,
                database,
                new Producers(IntakeSettings.whole(Prefix.STANDARD), memory),
                memory,
                line,
                new Settlement(_ -> new CompletableFuture<>()), // a broker that never answers
                Clock.systemUTC(),
                new IntakeMeters(meters));
    }

    /// One for which there is room.
    Inbox.Received one(String topic, String text, int packet, boolean again) {
        return received(new Said(topic, text, packet, again, acknowledged), Optional.empty());
    }

    /// One for which there is none.
    Inbox.Received surplus(Lane lane, String topic, String text, int packet) {
        return received(
                new Said(topic, text, packet, false, acknowledged),
                Optional.of(new Budget.Surplus(lane, false)));
    }

    private static Inbox.Received received(Said said, Optional<Budget.Surplus> surplus) {
        return new Inbox.Received(said, NOON, System.nanoTime(), surplus, false);
    }

    /// All events but those of intake itself.
    List<String> told() {
        return events().stream()
                .map(event -> event.type().name())
                .filter(type -> !type.startsWith("FLOOD"))
                .toList();
    }

    List<Event> events() {
        return journal.after(EventId.BEFORE_ALL, 100).stream().map(JournalEntry::event).toList();
    }

    /// The packets in the order of their acknowledgements.
    List<Integer> acknowledged() {
        return acknowledged;
    }

    double counted(String meter) {
        return meters.get(meter).counter().count();
    }

    @Override
    public void close() {
        database.close();
    }
}
