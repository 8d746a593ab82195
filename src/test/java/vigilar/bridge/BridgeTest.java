package vigilar.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import vigilar.bus.Bus;
import vigilar.bus.BusClient;
import vigilar.bus.BusException;
import vigilar.bus.ClientPlan;
import vigilar.bus.FakeBus;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.bus.Publication;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.FollowerCursor;
import vigilar.journal.InMemoryJournal;
import vigilar.journal.PassingOn;
import vigilar.journal.RowChanges;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;
import vigilar.supervisor.Subsystem;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

class BridgeTest {
    private static final String TOPIC = "vigilar/events/published";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final FakeBus bus = new FakeBus(Clock.systemUTC());
    private final Health health = new Health(Clock.systemUTC());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountingJournal journal = new CountingJournal();
    private final KeptCursor cursor = new KeptCursor();
    private final List<Thread> running = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (var thread : running) {
            thread.interrupt();
            assertThat(thread.join(PATIENCE)).isTrue();
        }
        running.clear();
    }

    private void start(Subsystem part) {
        running.add(
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        part.run();
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    } catch (Exception failed) {
                                        throw new AssertionError(failed);
                                    }
                                }));
    }

    private void startBridge() {
        start(new SseBridge(bus, journal, Prefix.STANDARD, health)::run);
    }

    private void startAnnouncer() {
        start(new Announcer(bus, journal, cursor, Prefix.STANDARD, health, meters)::run);
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

    private void happens(int times) {
        for (int i = 0; i < times; i++) {
            journal.add();
        }
    }

    private List<String> said() {
        return bus.published().stream()
                .map(one -> new String(one.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> summaries(int from, int to) {
        return journal.after(new EventId(from - 1), to - from + 1).stream()
                .map(entry -> new String(entry.json(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void the_bridge_subscribes_to_events_published_on_a_connected_bus()
            throws InterruptedException {
        startBridge();
        until(() -> bus.filters().equals(List.of(TOPIC)));
        until(() -> health.parts().get("bridge") instanceof PartState.Up);
    }

    @Test
    void a_summary_wakes_the_journal_long_before_the_poll() throws InterruptedException {
        startBridge();
        until(() -> health.parts().get("bridge") instanceof PartState.Up);
        until(() -> journal.refreshed.get() >= 1);
        var before = journal.refreshed.get();
        var began = System.nanoTime();
        bus.say(TOPIC, "forged, and it does not matter".getBytes(StandardCharsets.UTF_8), false);
        until(() -> journal.refreshed.get() > before);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(SseBridge.POLL_WHILE_UP.dividedBy(2));
    }

    @Test
    void closing_disconnects_it() throws InterruptedException {
        startBridge();
        until(() -> bus.connected().contains("bridge"));
        stop();
        assertThat(bus.connected()).isEmpty();
    }

    @Test
    void while_the_bus_is_away_health_names_it_and_polling_goes_on() throws InterruptedException {
        bus.goAway("connection refused");
        startBridge();
        until(
                () ->
                        health.parts().get("bridge") instanceof PartState.Down(_, var why)
                                && why.contains("connection refused"));
        until(() -> journal.refreshed.get() >= 3);
        bus.comeBack();
        until(() -> health.parts().get("bridge") instanceof PartState.Up);
        until(() -> bus.filters().equals(List.of(TOPIC)));
    }

    @Test
    void events_are_said_in_the_order_of_their_ids_and_then_the_cursor_moves()
            throws InterruptedException {
        happens(300);
        startAnnouncer();
        until(() -> cursor.place.get() == 300);
        assertThat(said()).isEqualTo(summaries(1, 300));
        happens(1);
        until(() -> cursor.place.get() == 301);
        assertThat(said()).isEqualTo(summaries(1, 301));
    }

    @Test
    void while_the_bus_is_away_nothing_is_lost_and_the_cursor_stands_still()
            throws InterruptedException {
        startAnnouncer();
        happens(2);
        until(() -> cursor.place.get() == 2);
        bus.goAway("gone");
        happens(3);
        until(() -> health.parts().get("announcer") instanceof PartState.Down);
        assertThat(cursor.place).hasValue(2);
        bus.comeBack();
        until(() -> cursor.place.get() == 5);
        assertThat(said()).isEqualTo(summaries(1, 5));
        until(() -> health.parts().get("announcer") instanceof PartState.Up);
    }

    @Test
    void after_a_crash_the_same_ids_are_said_again_from_the_stored_cursor()
            throws InterruptedException {
        happens(5);
        cursor.place.set(3);
        startAnnouncer();
        until(() -> cursor.place.get() == 5);
        assertThat(said()).isEqualTo(summaries(4, 5));
    }

    @Test
    void what_the_broker_did_not_acknowledge_is_said_again_and_the_cursor_waits_for_it()
            throws InterruptedException {
        var silent = new SilentBroker(bus);
        start(new Announcer(silent, journal, cursor, Prefix.STANDARD, health, meters)::run);
        happens(2);
        until(() -> silent.owed.size() == 2);
        assertThat(cursor.place).hasValue(0);
        silent.owed.remove().completeExceptionally(new BusException("the link is lost"));
        until(() -> said().size() == 4);
        assertThat(said().subList(2, 4)).isEqualTo(summaries(1, 2));
        assertThat(cursor.place).hasValue(0);
        until(() -> silent.owed.size() == 3);
        silent.owed.forEach(one -> one.complete(null));
        until(() -> cursor.place.get() == 2);
        assertThat(said()).hasSize(4);
    }

    /// Takes what is said, and acknowledges when the test says so.
    private static final class SilentBroker implements Bus {
        final Queue<CompletableFuture<Void>> owed = new ConcurrentLinkedQueue<>();
        private final Bus bus;

        SilentBroker(Bus bus) {
            this.bus = bus;
        }

        @Override
        public BusClient client(ClientPlan plan) {
            var client = bus.client(plan);
            return new BusClient() {
                @Override
                public void start() {
                    client.start();
                }

                @Override
                public CompletableFuture<Void> publish(Publication publication) {
                    var taken = client.publish(publication);
                    var acknowledgement = new CompletableFuture<Void>();
                    owed.add(acknowledgement);
                    return taken.thenCompose(_ -> acknowledgement);
                }

                @Override
                public CompletableFuture<Void> caughtUp(long connection) {
                    return client.caughtUp(connection);
                }

                @Override
                public Link link() {
                    return client.link();
                }

                @Override
                public void close() {
                    client.close();
                }
            };
        }
    }

    private static final class KeptCursor implements FollowerCursor {
        final AtomicLong place = new AtomicLong();

        @Override
        public EventId load() {
            return new EventId(place.get());
        }

        @Override
        public CompletableFuture<?> store(EventId saidUpTo) {
            place.set(saidUpTo.sequence());
            return CompletableFuture.completedFuture(null);
        }
    }

    /// A journal in memory that counts how often somebody says that there may be news.
    private static final class CountingJournal extends PassingOn {
        final AtomicInteger refreshed = new AtomicInteger();

        CountingJournal() {
            super(new InMemoryJournal());
        }

        void add() {
            append(
                            List.of(
                                    new Occurrence(
                                            Instant.EPOCH,
                                            new EventType("VIBRATION"),
                                            Severity.WARNING,
                                            new SourceId("hall"),
                                            Payload.EMPTY,
                                            Origin.ourselves("test"))),
                            RowChanges.NONE)
                    .join();
        }

        @Override
        public void refresh() {
            refreshed.incrementAndGet();
            super.refresh();
        }
    }
}
