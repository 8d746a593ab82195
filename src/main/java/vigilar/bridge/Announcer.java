package vigilar.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import vigilar.bus.Bus;
import vigilar.bus.BusClient;
import vigilar.bus.ClientPlan;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.bus.Publication;
import vigilar.event.EventId;
import vigilar.journal.EventJournal;
import vigilar.journal.FollowerCursor;
import vigilar.journal.JournalEntry;
import vigilar.supervisor.Failures;
import vigilar.supervisor.Health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Publishes each event of the journal to `events/published`, in id order. Its cursor moves after
/// the broker's acknowledgement, so that nothing is left out; after a failure the same ids may be
/// said again. One loop, for the supervisor.
public final class Announcer {
    /// The part's name on the health board.
    public static final String PART = "announcer";

    static final String TOPIC = "events/published";

    /// 64 unacknowledged: enough to hide the broker's sync, few enough to say again after a
    /// failure.
    static final int MOST_IN_FLIGHT = 64;

    /// 250 ms or 256 events, whichever is first: what is said again at most after a crash, for four
    /// small commits a second. In a quiet house also how soon an interruption or a lost link is
    /// seen.
    static final Duration STORE_EVERY = Duration.ofMillis(250);

    static final int STORE_AFTER = 256;

    /// 10 s without an acknowledgement: the broker has forgotten it.
    private static final Duration ACKNOWLEDGEMENT_PATIENCE = Duration.ofSeconds(10);

    /// 100 ms doubling to 5 s: soon back after a blip, no busy loop while the bus is away.
    private static final long SHORTEST_PAUSE_MILLIS = 100;

    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Bus bus;
    private final EventJournal journal;
    private final FollowerCursor cursor;
    private final Prefix prefix;
    private final Health health;
    private final Counter published;
    private final AtomicLong said = new AtomicLong();

    public Announcer(
            Bus bus,
            EventJournal journal,
            FollowerCursor cursor,
            Prefix prefix,
            Health health,
            MeterRegistry meters) {
        this.bus = bus;
        this.journal = journal;
        this.cursor = cursor;
        this.prefix = prefix;
        this.health = health;
        this.published =
                Counter.builder("vigilar.published")
                        .description("events said on the bus and acknowledged")
                        .register(meters);
        Gauge.builder(
                        "vigilar.follower.lag",
                        () -> Math.max(0, journal.head().sequence() - said.get()))
                .description("events that a follower has not handled yet")
                .tag("follower", PART)
                .register(meters);
    }

    /// Publishes until interrupted.
    ///
    /// @throws vigilar.storage.StorageException when journal or cursor cannot be read or stored
    public void run() throws InterruptedException {
        // A change of the link wakes the pause after a failure.
        BlockingQueue<Link> changes = new LinkedBlockingQueue<>(1);
        try (var client = bus.client(ClientPlan.publisher(PART, link -> told(link, changes)))) {
            client.start();
            var failures = 0;
            while (true) {
                while (!(client.link() instanceof Link.Up)) {
                    changes.take(); // until then there is nobody to say it to, which is no failure
                }
                var round = new Round(client, cursor.load());
                try {
                    round.say();
                } catch (ExecutionException | TimeoutException refused) {
                    failures = round.moved ? 1 : failures + 1;
                    var why =
                            refused instanceof TimeoutException
                                    ? "the broker does not acknowledge"
                                    : Failures.inWords(refused);
                    health.down(PART, why);
                } finally {
                    round.store();
                }
                var pause =
                        Math.min(
                                LONGEST_PAUSE_MILLIS,
                                SHORTEST_PAUSE_MILLIS << Math.min(failures - 1, 6));
                changes.poll(pause, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void told(Link link, BlockingQueue<Link> changes) {
        switch (link) {
            case Link.Starting _ -> health.starting(PART);
            case Link.Up _ -> {
                health.up(PART);
                changes.offer(link); // full: the waiting one says the same
            }
            case Link.Away(_, var why) -> health.down(PART, why);
        }
    }

    /// From a stored cursor to the next failure.
    private final class Round {
        private final BusClient client;
        private final Queue<Said> inFlight = new ArrayDeque<>();
        private EventId read;
        private EventId acknowledged;
        private EventId stored;
        private long storedAtNanos = System.nanoTime();
        private boolean moved;

        private record Said(EventId id, CompletableFuture<Void> acknowledgement) {}

        Round(BusClient client, EventId from) {
            this.client = client;
            read = from;
            acknowledged = from;
            stored = from;
            said.set(from.sequence());
        }

        void say() throws InterruptedException, ExecutionException, TimeoutException {
            while (true) {
                var next = journal.after(read, MOST_IN_FLIGHT);
                for (var entry : next) {
                    if (inFlight.size() == MOST_IN_FLIGHT) {
                        awaitOldest();
                    }
                    publish(entry);
                }
                if (next.isEmpty()) {
                    while (!inFlight.isEmpty()) {
                        awaitOldest();
                    }
                    if (!journal.awaitBeyond(read, STORE_EVERY)) {
                        store();
                        journal.refresh(); // what other processes appended wakes nobody here
                    }
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("stop");
                }
            }
        }

        private void publish(JournalEntry entry) {
            inFlight.add(
                    new Said(
                            entry.event().id(),
                            client.publish(
                                    new Publication(prefix.topic(TOPIC), entry.json(), false))));
            read = entry.event().id();
        }

        private void awaitOldest()
                throws InterruptedException, ExecutionException, TimeoutException {
            var oldest = inFlight.element();
            oldest.acknowledgement()
                    .get(ACKNOWLEDGEMENT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            inFlight.remove();
            if (!moved) {
                health.up(PART);
            }
            moved = true;
            acknowledged = oldest.id();
            said.set(acknowledged.sequence());
            published.increment();
            if (acknowledged.sequence() - stored.sequence() >= STORE_AFTER
                    || System.nanoTime() - storedAtNanos >= STORE_EVERY.toNanos()) {
                store();
            }
        }

        /// Waits for the disk, but does not answer to interruption meanwhile: it is the last thing
        /// done at a stop, too.
        void store() {
            if (acknowledged.isBeyond(stored)) {
                try {
                    cursor.store(acknowledged).join();
                } catch (CompletionException failed) {
                    throw failed.getCause() instanceof RuntimeException why ? why : failed;
                }
                stored = acknowledged;
                storedAtNanos = System.nanoTime();
            }
        }
    }
}
