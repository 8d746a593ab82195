package vigilar.keypad;

import tools.jackson.databind.json.JsonMapper;

import vigilar.arming.Countdown;
import vigilar.arming.PanelDesk;
import vigilar.arming.PanelDesk.Standing;
import vigilar.arming.PanelKeeper;
import vigilar.bus.Bus;
import vigilar.bus.BusClient;
import vigilar.bus.ClientPlan;
import vigilar.bus.Delivery;
import vigilar.bus.Link;
import vigilar.bus.Publication;
import vigilar.storage.Database;
import vigilar.supervisor.Failures;
import vigilar.supervisor.Health;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Says on the bus how the panel stands, kept by the broker for whoever comes later, and each
/// second of a delay. In the process that runs the panel. One loop, for the supervisor.
///
/// What the broker keeps must be true: it is said again on each new connection, and when somebody
/// else said something different there, be it a process that had stood still or a liar. When nobody
/// speaks any more, the broker says that what it keeps may be old.
public final class ArmHerald {
    /// The part's name on the health board.
    public static final String PART = "arm state";

    /// 5 s for the broker to take it, and 1 s until it is tried again.
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(5);

    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// 5 s between two corrections: two houses that share a prefix shall not shout at each other.
    private static final long CORRECTED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int RECEIVE_MAXIMUM = 16;

    private static final long SECOND_MILLIS = 1_000;

    private final Bus bus;
    private final PanelTopics topics;
    private final PanelDesk desk;
    private final Supplier<Map<String, String>> offers;
    private final BesideThePanel beside;
    private final Health health;
    private final Semaphore something = new Semaphore(0);

    /// @param seat of this process among those that may run the panel
    /// @param offers for those who look for a panel, by topic: kept by the broker
    public ArmHerald(
            Bus bus,
            PanelTopics topics,
            Database database,
            PanelDesk desk,
            PanelKeeper.Seat seat,
            Supplier<Map<String, String>> offers,
            Health health) {
        this.bus = bus;
        this.topics = topics;
        this.desk = desk;
        this.offers = offers;
        this.beside = new BesideThePanel(PART, desk, seat, health);
        this.health = health;
        database.onCommit(something::release);
    }

    /// Speaks until interrupted, as long as the panel runs here. One that is ours and does not run,
    /// since it fails again and again, decides nothing: then nobody says how it stands.
    ///
    /// @throws vigilar.storage.StorageException when the panel cannot be read
    public void run() throws InterruptedException {
        beside.work(
                () -> {
                    if (beside.panelRuns()) {
                        new Turn().speak();
                    } else {
                        health.starting(PART);
                    }
                });
    }

    static String json(Standing now) {
        return new JsonMapper()
                .createObjectNode()
                .put("state", now.state().name())
                .put("since", now.since().toEpochMilli())
                .put("by", now.by().isEmpty() ? "unknown" : now.by())
                .toString();
    }

    /// From taking the panel to losing it.
    private final class Turn implements ClientPlan.LinkWatcher, ClientPlan.Receiver {
        /// What shall be kept by the broker of how the panel stands, by topic.
        private final Map<String, byte[]> wanted = new ConcurrentHashMap<>();

        /// In this order: who reads `online` shall find how it stands now.
        private final List<String> order = List.of(topics.state(), topics.available());

        private final Offers offered = new Offers(offers.get());

        /// What the broker took on this connection, by topic.
        private final Map<String, byte[]> said = new HashMap<>();

        /// Topics on which somebody said something else.
        private final Set<String> wrong = ConcurrentHashMap.newKeySet();

        private long sayFromNanos = System.nanoTime();
        private long correctFromNanos = System.nanoTime();
        private long lastTick = -1;
        private volatile boolean anew;
        private volatile boolean closed;

        void speak() throws InterruptedException {
            var plan =
                    new ClientPlan(
                                    "arm-state",
                                    new ClientPlan.Session.Passing(),
                                    Stream.concat(order.stream(), offered.topics().stream())
                                            .toList(),
                                    RECEIVE_MAXIMUM,
                                    this,
                                    this)
                            .leaving(
                                    new Publication(
                                            topics.available(), bytes(PanelTopics.OFFLINE), true));
            wanted.put(topics.available(), bytes(PanelTopics.ONLINE));
            try (var client = bus.client(plan)) {
                client.start();
                while (beside.isOurs() && beside.panelRuns()) {
                    something.drainPermits();
                    var patience = BesideThePanel.LOOK;
                    var standing = desk.standing();
                    if (standing.isPresent()) {
                        var now = standing.get();
                        wanted.put(topics.state(), bytes(json(now)));
                        if (client.link() instanceof Link.Up) {
                            sayAll(client);
                            patience = tick(client, now);
                        }
                    }
                    something.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
                }
            } finally {
                closed = true;
            }
        }

        private void sayAll(BusClient client) throws InterruptedException {
            if (anew) {
                anew = false;
                said.clear();
                offered.anew();
            }
            if (!wrong.isEmpty() && System.nanoTime() >= correctFromNanos) {
                correctFromNanos = System.nanoTime() + CORRECTED_NANOS;
                for (var topic : Set.copyOf(wrong)) {
                    wrong.remove(topic);
                    said.remove(topic);
                    offered.again(topic);
                }
            }
            if (System.nanoTime() >= sayFromNanos && !areSaid(client)) {
                sayFromNanos = System.nanoTime() + AGAIN_NANOS;
            }
            var before = offered.trouble();
            offered.make(client);
            if (!offered.trouble().equals(before)) {
                board();
            }
        }

        private boolean areSaid(BusClient client) throws InterruptedException {
            for (var topic : order) {
                var word = wanted.get(topic);
                if (word != null
                        && !Arrays.equals(word, said.get(topic))
                        && !isSaid(client, topic, word)) {
                    return false;
                }
            }
            return true;
        }

        private void board() {
            offered.trouble()
                    .ifPresentOrElse(
                            why -> health.down(PART, "not offered to Home Assistant: " + why),
                            () -> health.up(PART));
        }

        private boolean isSaid(BusClient client, String topic, byte[] payload)
                throws InterruptedException {
            try {
                client.publish(new Publication(topic, payload, true))
                        .get(BROKER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                said.put(topic, payload);
                board();
                return true;
            } catch (ExecutionException | TimeoutException refused) {
                health.down(
                        PART,
                        refused instanceof TimeoutException
                                ? "the broker does not acknowledge"
                                : Failures.inWords(refused));
                return false;
            }
        }

        /// Says how many seconds are left, once each.
        ///
        /// @return until the next look
        private Duration tick(BusClient client, Standing now) {
            var left = now.left().map(Duration::toMillis).orElse(0L);
            if (left <= 0) {
                lastTick = -1;
                return BesideThePanel.LOOK;
            }
            long seconds = (left + SECOND_MILLIS - 1) / SECOND_MILLIS;
            if (seconds != lastTick) {
                lastTick = seconds;
                // not waited for: a second later it is stale
                var _ =
                        client.publish(
                                new Publication(
                                        topics.tick(), bytes(tick(now, seconds)), false, false));
            }
            var next = Duration.ofMillis(Math.max(1, left - (seconds - 1) * SECOND_MILLIS));
            return next.compareTo(BesideThePanel.LOOK) < 0 ? next : BesideThePanel.LOOK;
        }

        private static String tick(Standing now, long seconds) {
            var node =
                    new JsonMapper()
                            .createObjectNode()
                            .put(
                                    "delay",
                                    now.delay().equals(Optional.of(Countdown.What.EXIT))
                                            ? "exit"
                                            : "entry")
                            .put("seconds_left", seconds);
            now.mode().ifPresent(mode -> node.put("mode", "ARMED_" + mode));
            return node.toString();
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        /// What stands on our own topics, whoever said it.
        @Override
        public void receive(Delivery delivery) {
            var ours = wanted.get(delivery.topic());
            var payload = delivery.payload();
            if (ours == null
                    ? offered.isAnothers(delivery.topic(), payload)
                    : !Arrays.equals(ours, payload)) {
                wrong.add(delivery.topic());
                something.release();
            }
            delivery.acknowledge();
        }

        @Override
        public void changed(Link link) {
            if (closed) {
                return;
            }
            if (link instanceof Link.Up) {
                anew = true; // the broker may have lost what it kept
            }
            beside.tell(link);
            something.release();
        }
    }
}
