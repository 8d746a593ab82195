package vigilar.bench.measure;

import org.HdrHistogram.Histogram;

import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Mosquitto;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// How long an armed house takes from a window that opens to the alarm on the bus: in peace, and
/// while another device says 5,000 things a second and somebody searches a large store.
final class FloodFigure implements Figure {
    static final int ALARMS = 100;

    private static final int WARM_UP = 20;
    private static final double FLOOD = 5_000;
    private static final long LONGEST_MICROS = 60_000_000;

    /// 1,000: a device that never waits for an answer.
    private static final int UNDER_WAY = 1_000;

    private static final String PEACE = "in peace";

    /// The broker takes so many of one device as it is set: 200 a second.
    private static final String FLOODED = "beside a flood";

    /// Mosquitto takes all, and the house has to look after itself.
    private static final String TAKEN = "beside one that Mosquitto takes";

    /// 31 s: for so long the house takes what comes for what the broker had kept for it.
    private static final Duration SETTLED = Duration.ofSeconds(31);

    private static final String ZONES =
            """
            [[zone]]
            name = "window"
            kind = "instant"
            devices = ["bench-window"]
            """;

    @Override
    public String name() {
        return "alarm-flood";
    }

    @Override
    public String says() {
        return "a window opens to TRIGGERED on the bus, %d alarms; beside it one device with %,.0f messages a second and a search through a large store"
                .formatted(ALARMS, FLOOD);
    }

    @Override
    public List<Target> targets() {
        return List.of(
                Target.atMost(FLOODED, "p99", 100),
                Target.none(FLOODED, "not reached"),
                Target.atMost(TAKEN, "p99", 100),
                Target.none(TAKEN, "not reached"));
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var plan = LargeStore.fill(ground, ground.events());
        var readings = new ArrayList<Reading>();
        try (var house = House.ready(plan.saying(ZONES))) {
            LargeStore.awaitWords(plan, ground.events(), ground);
            try (var panel = new PanelLine(house.mqtt(), house.prefix())) {
                alarms(ground, panel, WARM_UP);
                read(readings, PEACE, alarms(ground, panel, ALARMS));
            }
            readings.addAll(flooded(ground, house, house.mqtt(), FLOODED));
            house.stop();
        } catch (IOException failure) {
            throw new Trouble("cannot speak to the panel", failure);
        }
        if (Mosquitto.program().isPresent()) {
            readings.addAll(onMosquitto(ground, plan));
        }
        return readings;
    }

    private List<Reading> onMosquitto(Ground ground, HousePlan plan) {
        try (var broker = Mosquitto.onDisk(ground.folder("mosquitto"));
                var house = House.ready(plan.beside(broker.url(), "vigilar").saying(ZONES))) {
            long settled = System.nanoTime() + SETTLED.toNanos();
            while (System.nanoTime() < settled) {
                ground.tell("waiting until the house is settled on Mosquitto");
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            return flooded(ground, house, broker.address(), TAKEN);
        }
    }

    private List<Reading> flooded(
            Ground ground, House house, InetSocketAddress broker, String when) {
        var readings = new ArrayList<Reading>();
        try (var panel = new PanelLine(broker, house.prefix());
                var flood = new Flood(house, broker);
                var search = new Search(house)) {
            alarms(ground, panel, WARM_UP);
            var began = System.nanoTime();
            long before = flood.accepted();
            read(readings, when, alarms(ground, panel, ALARMS));
            double seconds = (System.nanoTime() - began) / 1e9;
            flood.wasWhole();
            search.wasWhole();
            readings.add(
                    Reading.once(
                            name(),
                            when,
                            "flood accepted",
                            "/s",
                            (flood.accepted() - before) / seconds));
        } catch (IOException failure) {
            throw new Trouble("cannot speak to the panel", failure);
        }
        return readings;
    }

    private record Taken(Histogram micros, int missed) {}

    private Taken alarms(Ground ground, PanelLine panel, int alarms) throws IOException {
        var micros = new Histogram(LONGEST_MICROS, 3);
        int missed = 0;
        for (int i = 0; i < alarms; i++) {
            ground.tell("%s: alarm %d of %d".formatted(name(), i + 1, alarms));
            panel.arm();
            var taken = panel.alarm();
            if (taken.isPresent()) {
                micros.recordValue(taken.get().toNanos() / 1_000);
            } else {
                missed++;
            }
            panel.disarm();
        }
        return new Taken(micros, missed);
    }

    private void read(List<Reading> readings, String when, Taken taken) {
        var micros = taken.micros();
        readings.add(millis(when, "p50", micros.getValueAtPercentile(50)));
        readings.add(millis(when, "p99", micros.getValueAtPercentile(99)));
        readings.add(millis(when, "longest", micros.getMaxValue()));
        readings.add(Reading.once(name(), when, "not reached", "alarms", taken.missed()));
    }

    private Reading millis(String when, String quantity, long micros) {
        return Reading.once(name(), when, quantity, "ms", micros / 1e3);
    }

    /// A motion sensor gone mad: says its next thing on its moment, whatever became of the last.
    private static final class Flood implements AutoCloseable {
        private final MqttMouth mouth;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile Optional<IOException> broken = Optional.empty();
        private final Thread speaking;

        Flood(House house, InetSocketAddress broker) throws IOException {
            mouth =
                    new MqttMouth(
                            broker,
                            "bench-flood",
                            house.prefix() + "/sensor/bench-flood/motion",
                            UNDER_WAY);
            speaking = Thread.ofPlatform().name("flood").start(this::speak);
        }

        private void speak() {
            double due = System.nanoTime();
            try {
                for (int n = 0; !over.get(); n++, due += 1e9 / FLOOD) {
                    for (long left = (long) due - System.nanoTime(); left > 0; ) {
                        LockSupport.parkNanos(left);
                        left = (long) due - System.nanoTime();
                    }
                    mouth.say(0, 0, n);
                }
            } catch (IOException hungUp) {
                broken = Optional.of(hungUp);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        /// What ended early measured nothing.
        void wasWhole() {
            broken.ifPresent(
                    why -> {
                        throw new Trouble("the flood was cut off", why);
                    });
        }

        long accepted() {
            return mouth.accepted();
        }

        @Override
        public void close() {
            over.set(true);
            mouth.close();
            speaking.interrupt();
        }
    }

    /// Somebody who looks for two words that are in every block and in no event together: the
    /// slowest search that there is. Again and again.
    private static final class Search implements AutoCloseable {
        private static final Duration PATIENCE = Duration.ofSeconds(60);

        private final HttpClient browser =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private volatile Optional<IOException> broken = Optional.empty();
        private final Thread searching;

        Search(House house) {
            var at = house.http();
            var request =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://%s:%d/api/events?limit=100&q=needle+device-17"
                                                    .formatted(at.getHostString(), at.getPort())))
                            .timeout(PATIENCE)
                            .build();
            searching = Thread.ofPlatform().name("search").start(() -> search(request));
        }

        private void search(HttpRequest request) {
            try {
                while (true) {
                    var answer = browser.send(request, HttpResponse.BodyHandlers.discarding());
                    if (answer.statusCode() != 200) {
                        throw new IOException("status " + answer.statusCode());
                    }
                }
            } catch (IOException failure) {
                broken = Optional.of(failure);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }

        /// What ended early measured nothing.
        void wasWhole() {
            broken.ifPresent(
                    why -> {
                        throw new Trouble("no answer to the search", why);
                    });
        }

        @Override
        public void close() {
            searching.interrupt();
            browser.shutdownNow();
        }
    }
}
