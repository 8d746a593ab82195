package vigilar.demo;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.bus.Bus;
import vigilar.bus.BusClient;
import vigilar.bus.ClientPlan;
import vigilar.recorder.BadCapture;
import vigilar.recorder.Capture;
import vigilar.recorder.Playback;
import vigilar.recorder.Roots;
import vigilar.recorder.Speed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Plays the devices of a house, day after day, until it is closed. The day is a capture like any
/// other, only that nobody lived it: it is synthetic, in the documented formats of Zigbee2MQTT,
/// Frigate and our own topics. Its times are moved to now, so that each day is a new one.
public final class DemoHouse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoHouse.class);
    private static final String DAY = "/vigilar/demo/day.jsonl";

    private final Bus bus;
    private final Roots roots;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable BusClient client;
    private @Nullable Playback playback;

    /// @param bus a broker that lets us in as an ordinary device
    /// @param roots of the house that hears it; a producer that is not there is not played
    public DemoHouse(Bus bus, Roots roots, InstantSource clock) {
        this.bus = bus;
        this.roots = roots;
        this.clock = clock;
    }

    /// The synthetic day.
    public static Capture.Source day() {
        return new Capture.Source(
                "the demo's day",
                () -> {
                    var in = DemoHouse.class.getResourceAsStream(DAY);
                    if (in == null) {
                        throw new FileNotFoundException(DAY);
                    }
                    return in;
                });
    }

    /// Connects the devices and lets them live on a thread of their own.
    public synchronized void start() {
        var name = "demo";
        var connecting =
                bus.client(
                        ClientPlan.publisher(
                                name, link -> LOG.debug("{} has the link {}", name, link)));
        connecting.start();
        client = connecting;
        var playing = new Playback(connecting, clock);
        playback = playing;
        Thread.ofPlatform().daemon().name("demo").start(() -> live(playing));
    }

    /// A broker that stays away cuts a day short; the next one begins when it is back.
    private void live(Playback playing) {
        try {
            var day = Capture.check(day());
            var way = new Playback.Way(Speed.USUAL, Optional.of(roots), true, Duration.ZERO);
            while (closing.getCount() > 0) {
                var tally = playing.play(day, way);
                tally.why().ifPresent(why -> LOG.info("not all of the day was heard: {}", why));
            }
        } catch (BadCapture | IOException broken) {
            LOG.error("the demo's day cannot be played", broken);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Disconnects the devices. Idempotent.
    @Override
    public synchronized void close() {
        closing.countDown();
        if (playback != null) {
            playback.close();
        }
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
