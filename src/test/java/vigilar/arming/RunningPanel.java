package vigilar.arming;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.frontdoor.Await;
import vigilar.journal.JournalEntry;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.journal.WithEachEvent;
import vigilar.storage.Database;
import vigilar.storage.ReadyStore;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;

/// A panel as it runs in a house with a real store; the test says what happens there.
abstract class RunningPanel {
    static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;
    private final Deque<Thread> running = new ArrayDeque<>();

    /// Where people say that devices stand.
    volatile Map<SourceId, String> areas = Map.of();

    /// Whether news of devices reach the house.
    volatile boolean hears = true;

    /// The clocks of whoever runs it.
    InstantSource wall = Clock.systemUTC();

    LongSupplier nanos = System::nanoTime;

    Database database;
    SqlJournal journal;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database, WithEachEvent.NOTHING);
    }

    @AfterEach
    void close() throws InterruptedException {
        while (!running.isEmpty()) {
            dies();
        }
        database.close();
    }

    static ZoneSettings.Panel house(Duration delay) {
        var usual = PanelRules.USUAL;
        var rules =
                new PanelRules(
                        Map.of(),
                        Map.of(Mode.AWAY, delay),
                        usual.abortWindow(),
                        usual.siren(),
                        usual.tripsUntilShutDown(),
                        usual.homeWhenNobodyLeft(),
                        usual.warnsOffPath());
        return new ZoneSettings.Panel(
                rules,
                List.of(
                        zone("front-door", ZoneKind.ENTRY_EXIT),
                        zone("window", ZoneKind.INSTANT),
                        zone("hall", ZoneKind.INTERIOR)));
    }

    static ZoneSettings zone(String name, ZoneKind kind) {
        return new ZoneSettings(
                Zone.of(name, kind, Mode.values()), Set.of(new SourceId(name + "-sensor")));
    }

    PanelDesk desk(ZoneSettings.Panel settings) {
        return new PanelDesk(database, settings, () -> areas, Clock.systemUTC());
    }

    /// A life of the panel in a house of one process, up and running.
    void lives(ZoneSettings.Panel settings) throws InterruptedException {
        stands(settings, seat(true, "broker", "intake", "web"), PanelKeeper.Standing.RUNS);
    }

    static PanelKeeper.Seat seat(boolean first, String... roles) {
        return new PanelKeeper.Seat(new TreeSet<>(List.of(roles)), first);
    }

    void stands(ZoneSettings.Panel settings, PanelKeeper.Seat seat, PanelKeeper.Standing so)
            throws InterruptedException {
        var up = new CountDownLatch(1);
        var keeper =
                new PanelKeeper(
                        journal,
                        database,
                        settings,
                        () -> areas,
                        () -> hears,
                        wall,
                        nanos,
                        seat,
                        it -> {
                            if (it == so) {
                                up.countDown();
                            }
                        });
        running.push(
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        keeper.run();
                                    } catch (InterruptedException stopped) {
                                        Thread.currentThread().interrupt();
                                    }
                                }));
        up.await();
    }

    void dies() throws InterruptedException {
        var thread = running.pop();
        thread.interrupt();
        thread.join();
    }

    void happens(String source, String type) {
        happens(source, type, Payload.EMPTY);
    }

    void happens(String source, String type, Payload payload) {
        journal.append(List.of(occurrence(source, type, payload)), RowChanges.NONE).join();
    }

    static Occurrence occurrence(String source, String type) {
        return occurrence(source, type, Payload.EMPTY);
    }

    static Occurrence occurrence(String source, String type, Payload payload) {
        return new Occurrence(
                Clock.systemUTC().instant(),
                new EventType(type),
                Severity.INFO,
                new SourceId(source),
                payload,
                Origin.ourselves("a test"));
    }

    List<Event> said() {
        return journal.after(EventId.BEFORE_ALL, 20_000).stream()
                .map(JournalEntry::event)
                .filter(it -> it.source().equals(Said.PANEL))
                .toList();
    }

    List<String> types() {
        return said().stream().map(it -> it.type().name()).toList();
    }

    void says(String type) {
        Await.until("the panel says " + type, SOON, () -> types().contains(type));
    }

    static PanelRequest arm(Mode mode) {
        return new PanelRequest.Arm(mode, false, "anna");
    }
}
