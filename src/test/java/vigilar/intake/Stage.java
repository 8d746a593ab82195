package vigilar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import vigilar.bus.Delivery;
import vigilar.bus.Prefix;
import vigilar.event.Occurrence;
import vigilar.event.Provenance;
import vigilar.journal.SqlJournal;
import vigilar.names.Nameplates;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Readers and memory without a broker: a test says what is heard and when, and sees what becomes
/// of it. The store is real, so a restart knows what intake would know.
final class Stage implements AutoCloseable {
    /// A minute after the start: long after everything has settled.
    static final int LATER = 60;

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private IntakeSettings settings;
    private final SqliteDatabase database;
    private final List<Occurrence> events = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private BusSession session = new BusSession("session", "own");
    private int packet = 1;
    private Memory memory;
    private Producers producers;

    Stage(Path folder) {
        this(folder, IntakeSettings.whole(Prefix.STANDARD));
    }

    Stage(Path folder, IntakeSettings settings) {
        this.settings = settings;
        database = ReadyStore.open(folder);
        load();
    }

    private void load() {
        memory = Memory.load(database, session, Nameplates::move, NOON);
        producers = new Producers(settings, memory);
    }

    /// Vigilar stops and starts again.
    void restart() {
        load();
    }

    void live(int second, String topic, String payload) {
        hears(second, topic, payload, false);
    }

    void retained(int second, String topic, String payload) {
        hears(second, topic, payload, true);
    }

    /// With QoS 0.
    void atMostOnce(int second, String topic, String payload) {
        packet = 0;
        hears(second, topic, payload, false);
        packet = 1;
    }

    Decoded hears(int second, String topic, String payload, boolean retained) {
        var bytes = payload.getBytes(UTF_8);
        var nanos = Duration.ofSeconds(second).toNanos();
        var backlog = nanos < Settling.WINDOW.toNanos();
        var decoded = producers.decode(new Heard(topic, bytes, retained, backlog, nanos));
        switch (decoded) {
            case Decoded.Refused refused -> refusals.add(refused.reason());
            case Decoded.Understood understood -> understood.doubt().ifPresent(refusals::add);
            case Decoded.Ignored _, Decoded.OurOwn _ -> {}
        }
        var delivery = new Said(topic, payload, retained, packet);
        var digest = Memory.digestOf(decoded, delivery);
        var arrival = new Arrival(delivery, decoded, digest, NOON.plusSeconds(second), nanos);
        if (memory.note(arrival)) {
            memory.heard(arrival, producers);
        }
        save();
        return decoded;
    }

    /// Only what the page of what is heard makes of it.
    void hearsOnly(int second, String topic, String payload) {
        var nanos = Duration.ofSeconds(second).toNanos();
        var decoded =
                producers.decode(new Heard(topic, payload.getBytes(UTF_8), false, false, nanos));
        memory.hearing.heard(
                new Said(topic, payload, false, 1),
                decoded,
                NOON.plusSeconds(second).toEpochMilli(),
                producers);
    }

    private void save() {
        var changes = memory.changes();
        events.addAll(memory.occurrences());
        Intake.Waiting.done(
                database.write(
                        rows -> {
                            changes.apply(rows);
                            return true;
                        }));
        memory.saved(changes);
    }

    /// Vigilar stops and starts again with that broker; empty: its own.
    void moves(Optional<URI> broker) {
        session = new BusSession("session", BusSession.brokerOf(broker));
        settings = settings.on(broker);
        load();
    }

    /// What was heard, as the page shows it, without its waiting.
    HearingLog hearing() {
        var later = System.nanoTime() + Duration.ofHours(1).toNanos();
        var heard = memory.hearing.unsaved(later);
        Intake.Waiting.done(
                database.write(
                        rows -> {
                            HearingStore.save(rows, session, heard);
                            return true;
                        }));
        memory.hearing.saved(heard, System.nanoTime());
        return new HearingLog(database, settings, () -> NOON.plusSeconds(LATER));
    }

    /// The topics that a next start knows.
    List<String> familiar() {
        return database.read(HearingStore::familiar);
    }

    /// The connection to the broker begins.
    void connects(boolean resumed) {
        memory.hearing.connected(resumed, NOON.toEpochMilli());
    }

    List<String> filtersOf(IntakeSettings settings) {
        return new Producers(settings, memory).filters();
    }

    List<Occurrence> events() {
        return events;
    }

    /// What would become of a message, told and not done.
    Trial trial() {
        return new Trial(settings, Optional.of(database), () -> NOON.plusSeconds(LATER));
    }

    /// What was refused or doubted, and why.
    List<String> refusals() {
        return refusals;
    }

    /// `TYPE SEVERITY SOURCE PROVENANCE` of each event.
    List<String> told() {
        return events.stream()
                .map(
                        event ->
                                "%s %s %s %s"
                                        .formatted(
                                                event.type(),
                                                event.severity(),
                                                event.source(),
                                                Provenance.of(event.payload()).word()))
                .toList();
    }

    /// The page of devices in use.
    Nameplates plates() {
        return new Nameplates(SqlJournal.open(database), database, () -> NOON);
    }

    String stored() {
        return database.read(rows -> IntakeStore.points(rows).toString())
                + database.read(IntakeStore::latestRefusals)
                + events;
    }

    @Override
    public void close() {
        database.close();
    }

    private record Said(String topic, String text, boolean retained, int packet)
            implements Delivery {
        @Override
        public byte[] payload() {
            return text.getBytes(UTF_8);
        }

        @Override
        public Optional<String> receipt() {
            return Optional.empty();
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
        public boolean again() {
            return false;
        }

        @Override
        public void acknowledge() {
            // nobody listens
        }
    }
}
