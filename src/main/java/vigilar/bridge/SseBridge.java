package vigilar.bridge;

import vigilar.bus.Bus;
import vigilar.bus.ClientPlan;
import vigilar.bus.Delivery;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.journal.EventJournal;
import vigilar.supervisor.Health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets the web see at once what another process appended: a client of the bus that takes each
/// summary on `events/published` for "there may be something new" and looks into the journal. What
/// the message says does not count. One loop, for the supervisor.
public final class SseBridge {
    /// The part's name on the health board.
    public static final String PART = "bridge";

    /// 5 s while the bus is up: a lost wake-up is late, not lost.
    static final Duration POLL_WHILE_UP = Duration.ofSeconds(5);

    /// 1 s while the bus is away: polling is all there is.
    static final Duration POLL_WHILE_AWAY = Duration.ofSeconds(1);

    /// As many as MQTT has numbers for: a wake-up costs nothing and is acknowledged at once. After
    /// a bound has been reached, Mosquitto 2.0.11 sends as many again for each acknowledgement, and
    /// whoever keeps to the bound hangs up, again and again, while the house is busiest.
    private static final int RECEIVE_MAXIMUM = 65_535;

    private final Bus bus;
    private final EventJournal journal;
    private final Prefix prefix;
    private final Health health;

    public SseBridge(Bus bus, EventJournal journal, Prefix prefix, Health health) {
        this.bus = bus;
        this.journal = journal;
        this.prefix = prefix;
        this.health = health;
    }

    /// Subscribes, wakes and polls until interrupted; then disconnects.
    ///
    /// @throws vigilar.storage.StorageException when the journal cannot be read
    public void run() throws InterruptedException {
        var wakeUps = new WakeUps();
        var plan =
                new ClientPlan(
                        PART,
                        new ClientPlan.Session.Passing(),
                        List.of(prefix.topic(Announcer.TOPIC)),
                        RECEIVE_MAXIMUM,
                        wakeUps,
                        wakeUps);
        try (var client = bus.client(plan)) {
            client.start();
            while (true) {
                wakeUps.await();
                journal.refresh();
            }
        } finally {
            wakeUps.closed = true;
        }
    }

    /// What the client's threads tell the loop. Any number of wake-ups before a look are one look.
    private final class WakeUps implements ClientPlan.Receiver, ClientPlan.LinkWatcher {
        private final Semaphore news = new Semaphore(0);
        private volatile boolean up;
        private volatile boolean closed;

        void await() throws InterruptedException {
            var patience = up ? POLL_WHILE_UP : POLL_WHILE_AWAY;
            // When patience runs out we look, too.
            if (news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        }

        @Override
        public void receive(Delivery delivery) {
            news.release();
            delivery.acknowledge();
        }

        @Override
        public void changed(Link link) {
            if (closed) {
                return;
            }
            up = link instanceof Link.Up;
            switch (link) {
                case Link.Starting _ -> health.starting(PART);
                case Link.Up _ -> health.up(PART);
                case Link.Away(_, var why) -> health.down(PART, why);
            }
            news.release(); // also: poll in the new rhythm from now on
        }
    }
}
