package vigilar.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.bus.Bus;
import vigilar.bus.BusClient;
import vigilar.bus.ClientPlan;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.bus.Publication;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Plays the devices of a house, day after day, until it is closed. What a device says while the
/// broker is away is lost, as with real ones.
public final class DemoHouse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoHouse.class);

    /// 10 s for the devices to find the broker before the first day; then it begins without those
    /// that have not.
    private static final Duration FIRST_CONNECT = Duration.ofSeconds(10);

    /// 50 ms: how often that is looked at.
    private static final long LOOK_MILLIS = 50;

    private final Bus bus;
    private final Prefix prefix;
    private final InstantSource clock;
    private final RandomGenerator chance;
    private final Map<Gateway, BusClient> gateways = new EnumMap<>(Gateway.class);
    private final CountDownLatch closing = new CountDownLatch(1);

    /// @param bus a broker that lets us in as ordinary devices
    /// @param chance makes the jitter; with a fixed seed each run is the same
    public DemoHouse(Bus bus, Prefix prefix, InstantSource clock, RandomGenerator chance) {
        this.bus = bus;
        this.prefix = prefix;
        this.clock = clock;
        this.chance = chance;
    }

    /// Connects the devices and lets them live on a thread of their own.
    public synchronized void start() {
        for (var gateway : Gateway.values()) {
            var name = "demo-" + gateway.name().toLowerCase(Locale.ROOT);
            var client =
                    bus.client(
                            ClientPlan.publisher(
                                    name, link -> LOG.debug("{} has the link {}", name, link)));
            client.start();
            gateways.put(gateway, client);
        }
        Thread.ofPlatform().daemon().name("demo").start(this::live);
    }

    private void live() {
        try {
            awaitLinks();
            for (var first = true; closing.getCount() > 0; first = false) {
                for (var moment : Script.day(first, chance)) {
                    if (closing.await(moment.pause().toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    say(moment);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns once all devices are connected, the time for it is over or the demo ends.
    private void awaitLinks() throws InterruptedException {
        var deadline = System.nanoTime() + FIRST_CONNECT.toNanos();
        while (!allConnected() && System.nanoTime() - deadline < 0) {
            if (closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private synchronized boolean allConnected() {
        return gateways.values().stream().allMatch(client -> client.link() instanceof Link.Up);
    }

    private synchronized void say(Moment moment) {
        var client = gateways.get(moment.gateway());
        if (client == null) {
            return;
        }
        var payload = moment.payload(clock.instant()).getBytes(StandardCharsets.UTF_8);
        var _ =
                client.publish(new Publication(prefix.topic(moment.topic()), payload, false))
                        .exceptionally(
                                lost -> {
                                    LOG.info(
                                            "{} was not heard: {}",
                                            moment.topic(),
                                            lost.getMessage());
                                    return null;
                                });
    }

    /// Disconnects the devices. Idempotent.
    @Override
    public synchronized void close() {
        closing.countDown();
        gateways.values().forEach(BusClient::close);
        gateways.clear();
    }
}
