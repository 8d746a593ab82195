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
import java.util.function.ToLongFunction;

/// How long an armed house takes from a window that opens to the alarm on the bus: in peace, and
/// while another device says 5,000 things a second and somebody searches a large store.
final class FloodFigure implements Figure {
    /// In a run; of fewer there is no p99.
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
        return "a window opens to TRIGGERED on the bus, %d alarms a run; beside it one device with %,.0f messages a second and a search through a large store"
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
                var runs = new ArrayList<Taken>();
                for (int run = 0; run < ground.runs(); run++) {
                    runs.add(alarms(ground, panel, ALARMS));
                }
                readings.addAll(readings(PEACE, runs));
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
        var runs = new ArrayList<Taken>();
        var accepted = new ArrayList<Double>();
        try (var panel = new PanelLine(broker, house.prefix());
                var flood = new Flood(house, broker);
                var search = new Search(house)) {
            alarms(ground, panel, WARM_UP);
            for (int run = 0; run < ground.runs(); run++) {
                var began = System.nanoTime();
                long before = flood.accepted();
                runs.add(alarms(ground, panel, ALARMS));
                double seconds = (System.nanoTime() - began) / 1e9;
                accepted.add((flood.accepted() - before) / seconds);
            }
            flood.wasWhole();
            search.wasWhole();
        } catch (IOException failure) {
            throw new Trouble("cannot speak to the panel", failure);
        }
        var readings = new ArrayList<>(readings(when, runs));
        readings.add(new Reading(name(), when, "flood accepted", "/s", accepted));
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
                micros.recordValue(PanelLine.PATIENCE_NANOS / 1_000); // or its times were none
                missed++;
            }
            panel.disarm();
        }
        return new Taken(micros, missed);
    }

    private List<Reading> readings(String when, List<Taken> runs) {
        return List.of(
                millis(when, "p50", runs, it -> it.getValueAtPercentile(50)),
                millis(when, "p99", runs, it -> it.getValueAtPercentile(99)),
                millis(when, "longest", runs, Histogram::getMaxValue),
                new Reading(
                        name(),
                        when,
                        "not reached",
                        "alarms",
                        runs.stream().map(it -> (double) it.missed()).toList()));
    }

    private Reading millis(
            String when, String quantity, List<Taken> runs, ToLongFunction<Histogram> micros) {
        return new Reading(
                name(),
                when,
                quantity,
                "ms",
                runs.stream().map(it -> micros.applyAsLong(it.micros()) / 1e3).toList());
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
