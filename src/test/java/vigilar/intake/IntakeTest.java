package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.bus.FakeBus;
import vigilar.bus.Prefix;
import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.journal.EventJournal;
import vigilar.journal.JournalEntry;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageException;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// The whole of intake on the fake bus and a real store.
class IntakeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir Path folder;
    private final FakeBus bus = new FakeBus(Clock.systemUTC());
    private final Health health = new Health(Clock.systemUTC());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SqliteDatabase database; // opened before each test
    private SqlJournal journal;
    private @Nullable Thread running;
    private final AtomicReference<@Nullable Throwable> ended = new AtomicReference<>();

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
    }

    @AfterEach
    void close() throws InterruptedException {
        stop();
        database.close();
    }

    private void start(EventJournal on) throws InterruptedException {
        start(intake(on));
        until(() -> bus.connected().contains("intake") || ended.get() != null);
    }

    private Intake intake(EventJournal on) {
        return new Intake(
                bus,
                on,
                database,
                IntakeSettings.whole(Prefix.STANDARD),
                health,
                Clock.systemUTC(),
                meters,
                Moves.NONE);
    }

    private void start(Intake intake) {
        ended.set(null);
        running =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        intake.run();
                                    } catch (InterruptedException | RuntimeException why) {
                                        ended.set(why);
                                    }
                                });
    }

    private void stop() throws InterruptedException {
        var thread = running;
        if (thread != null) {
            thread.interrupt();
            assertThat(thread.join(PATIENCE)).isTrue();
        }
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        var wait = new Object();
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (wait) {
            while (!condition.getAsBoolean()) {
                assertThat(System.nanoTime()).as("patience").isLessThan(deadline);
                wait.wait(5);
            }
        }
    }

    private void say(String below, String payload) {
        bus.say("vigilar/" + below, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    private List<String> stored() {
        return journal.after(EventId.BEFORE_ALL, 1000).stream()
                .map(entry -> entry.event().type().name())
                .toList();
    }

    private double counted(String meter) {
        return meters.get(meter).counter().count();
    }

    @Test
    void a_door_that_opens_is_an_event_once_and_a_pulse_each_time() throws InterruptedException {
        start(journal);
        say("sensor/front/contact_open", "{}");
        say("sensor/front/contact_open", "{}");
        say("sensor/hall/vibration", "{}");
        say("sensor/hall/vibration", "{}");
        say("sensor/front/contact_closed", "");
        until(() -> stored().size() == 4 && counted("vigilar.received") == 5);
        assertThat(stored())
                .containsExactly("CONTACT_OPEN", "VIBRATION", "VIBRATION", "CONTACT_CLOSED");
    }

    @Test
    void what_we_say_ourselves_does_not_count_as_received() throws InterruptedException {
        start(journal);
        say("events/published", "{}");
        say("sensor/hall/vibration", "{}");
        until(() -> !stored().isEmpty());
        assertThat(counted("vigilar.received")).isEqualTo(1);
    }

    @Test
    void an_equal_message_with_its_own_time_is_the_same_message() throws InterruptedException {
        start(journal);
        say("sensor/hall/vibration", "{\"ts\":1763900000000}");
        say("sensor/hall/vibration", "{\"ts\":1763900000000}");
        say("sensor/hall/vibration", "{\"ts\":1763900000001}");
        until(() -> stored().size() == 2 && counted("vigilar.repeated") == 1);
        stop();
        start(journal);
        say("sensor/hall/vibration", "{\"ts\":1763900000000}");
        until(() -> counted("vigilar.repeated") == 2);
        assertThat(stored()).hasSize(2);
    }

    @Test
    void a_retained_message_sets_the_state_and_makes_no_event() throws InterruptedException {
        bus.say("vigilar/sensor/front/contact_open", "{}".getBytes(StandardCharsets.UTF_8), true);
        start(journal);
        until(() -> counted("vigilar.received") == 1);
        say("sensor/front/contact_open", "{}");
        say("sensor/front/contact_closed", "{}");
        until(() -> stored().size() == 1);
        assertThat(stored()).containsExactly("CONTACT_CLOSED");
    }

    @Test
    void the_state_of_a_door_is_known_after_a_restart() throws InterruptedException {
        start(journal);
        say("sensor/front/contact_open", "{}");
        until(() -> stored().size() == 1);
        stop();
        start(journal);
        say("sensor/front/contact_open", "{}");
        say("sensor/front/contact_closed", "{}");
        until(() -> stored().size() == 2);
        assertThat(stored()).containsExactly("CONTACT_OPEN", "CONTACT_CLOSED");
    }

    @Test
    void refusals_can_be_read_and_a_pin_is_in_none_of_them() throws InterruptedException {
        start(journal);
        say("sensor/front/colour", "{\"red\":1}");
        say("system/arm_request", "{\"mode\":\"AWAY\",\"pin\":\"4711\"}");
        say("system/arm_requests", "4711");
        var log = new RefusalLog(database);
        until(() -> log.latest().size() == 2); // the first is for the panel, which refuses itself
        assertThat(log.latest()).noneMatch(refusal -> refusal.toString().contains("4711"));
        assertThat(log.latest().getLast().reason()).isEqualTo("no reader for sensor/front/colour");
        assertThat(log.latest().getLast().excerpt()).isEqualTo("{\"red\":1}");
        assertThat(stored()).isEmpty();
    }

    @Test
    void fifty_messages_committed_but_not_acknowledged_are_fifty_rows()
            throws InterruptedException {
        start(journal);
        stop(); // the broker knows our session from now on and keeps what comes
        for (int i = 0; i < 25; i++) {
            say("sensor/front/contact_open", "{}");
            say("sensor/front/contact_closed", "{}");
        }
        start(new CutOff(journal));
        until(() -> ended.get() != null);
        // How many the first commit took is the loop's choice; all of those come again.
        var committed = stored().size();
        assertThat(committed).isPositive();
        start(journal);
        say("sensor/hall/vibration", "{}");
        until(() -> stored().contains("VIBRATION"));
        assertThat(stored()).hasSize(51);
        assertThat(counted("vigilar.repeated")).isEqualTo(committed);
        for (int i = 0; i < 50; i++) {
            assertThat(stored().get(i)).isEqualTo(i % 2 == 0 ? "CONTACT_OPEN" : "CONTACT_CLOSED");
        }
    }

    @Test
    void what_could_not_be_stored_is_delivered_again() throws InterruptedException {
        start(journal);
        stop();
        say("sensor/bed/sos", "{}");
        start(new Full(journal));
        until(() -> ended.get() != null);
        assertThat(ended.get()).isInstanceOf(StorageException.class);
        start(journal);
        until(() -> !stored().isEmpty());
        assertThat(stored()).containsExactly("PANIC");
    }

    @Test
    void a_repeat_is_not_counted_on_the_page_of_what_is_heard() throws InterruptedException {
        start(journal);
        say("sensor/hall/vibration", "{\"ts\":1763900000000}");
        until(() -> stored().size() == 1);
        say("sensor/hall/vibration", "{\"ts\":1763900000000}");
        until(() -> counted("vigilar.repeated") == 1);
        say("sensor/hall/vibration", "{\"ts\":1763900000001}");
        say("sensor/front/contact_open", "{}"); // a new topic: soon written, the others with it
        var log =
                new HearingLog(database, IntakeSettings.whole(Prefix.STANDARD), Clock.systemUTC());
        until(() -> log.devices().size() == 2);
        assertThat(log.devices())
                .filteredOn(device -> device.source().value().equals("hall"))
                .extracting(HeardDevice::messages)
                .containsExactly(2L);
    }

    @Test
    void an_outage_in_which_intake_failed_as_well_is_one_gap_and_is_told_when_it_is_over()
            throws InterruptedException {
        var fragile = new Fragile(journal);
        var intake = intake(fragile);
        start(intake);
        until(() -> bus.connected().contains("intake"));
        fragile.broken = true;
        say("sensor/bed/sos", "{}");
        until(() -> ended.get() != null);
        bus.goAway("broker restarts");
        fragile.broken = false;
        start(intake);
        until(() -> health.parts().get(Intake.PART) instanceof PartState.Down);
        assertThat(stored()).isEmpty();
        bus.comeBack();
        until(() -> stored().contains("PANIC") && stored().contains("HEARING_GAP"));
        assertThat(stored()).containsOnlyOnce("HEARING_GAP");
    }

    /// Stores nothing while it is broken.
    private static final class Fragile implements Failing {
        private final EventJournal journal;
        private volatile boolean broken;

        Fragile(EventJournal journal) {
            this.journal = journal;
        }

        @Override
        public EventJournal journal() {
            return journal;
        }

        @Override
        public CompletableFuture<List<EventId>> append(List<Occurrence> what, RowChanges rows) {
            return broken
                    ? CompletableFuture.failedFuture(new StorageException("disk full"))
                    : journal.append(what, rows);
        }
    }

    /// Commits, and then the house loses power before anybody hears of it.
    private record CutOff(EventJournal journal) implements Failing {
        @Override
        public CompletableFuture<List<EventId>> append(List<Occurrence> what, RowChanges rows) {
            return journal.append(what, rows)
                    .thenCompose(
                            _ ->
                                    CompletableFuture.failedFuture(
                                            new StorageException("cut off after the commit")));
        }
    }

    private record Full(EventJournal journal) implements Failing {
        @Override
        public CompletableFuture<List<EventId>> append(List<Occurrence> what, RowChanges rows) {
            return CompletableFuture.failedFuture(new StorageException("disk full"));
        }
    }

    private interface Failing extends EventJournal {
        EventJournal journal();

        @Override
        default List<JournalEntry> after(EventId cursor, int limit) {
            return journal().after(cursor, limit);
        }

        @Override
        default boolean awaitBeyond(EventId cursor, Duration patience) throws InterruptedException {
            return journal().awaitBeyond(cursor, patience);
        }

        @Override
        default EventId head() {
            return journal().head();
        }

        @Override
        default EventId floor() {
            return journal().floor();
        }

        @Override
        default String epoch() {
            return journal().epoch();
        }

        @Override
        default void refresh() {
            journal().refresh();
        }
    }
}
