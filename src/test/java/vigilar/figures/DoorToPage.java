package vigilar.figures;

import vigilar.frontdoor.Await;
import vigilar.frontdoor.Device;
import vigilar.frontdoor.HouseProcess;
import vigilar.frontdoor.Viewer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Measures, as a program and never as a test: the time from a device's QoS 1 publish to the event
/// in the hands of each viewer, and what the process costs. Run it with `mvn -q test-compile
/// exec:exec` as CONTRIBUTING.md says; figures depend on the machine.
final class DoorToPage {
    private static final int PER_SECOND = 50;
    private static final int WARM_UP = 500;
    private static final int MEASURED = 1500;

    private DoorToPage() {}

    static void main(String[] args) throws Exception {
        var folder = Files.createTempDirectory("vigilar-figures");
        for (int viewers : List.of(1, 100)) {
            measure(folder, viewers);
        }
    }

    private static void measure(Path folder, int count) throws Exception {
        var began = System.nanoTime();
        try (var house =
                HouseProcess.wholeHouse(folder, Files.createTempDirectory(folder, "data"))) {
            house.awaitReady();
            System.out.printf("ready after %d ms%n", (System.nanoTime() - began) / 1_000_000);
            System.out.printf("resident idle %s%n", resident(house.pid()));
            var viewers = new ArrayList<Viewer>();
            for (int n = 0; n < count; n++) {
                viewers.add(Viewer.open(house.http(), ""));
            }
            try (var device = Device.on(house.mqttPort().orElseThrow())) {
                var said = publish(device, WARM_UP + MEASURED);
                report(viewers, said);
            }
            System.out.printf("resident with %d viewers %s%n", count, resident(house.pid()));
            viewers.forEach(Viewer::close);
        }
    }

    private static long[] publish(Device device, int count) {
        var said = new long[count];
        var next = System.nanoTime();
        for (int n = 0; n < count; n++) {
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            said[n] = System.nanoTime();
            device.says("vigilar/sensor/hall/motion", "{\"n\":" + n + "}");
            next += 1_000_000_000L / PER_SECOND;
        }
        return said;
    }

    private static void report(List<Viewer> viewers, long[] said) {
        var millis = new ArrayList<Double>();
        for (var viewer : viewers) {
            Await.until(
                    "all seen",
                    Duration.ofSeconds(30),
                    () -> viewer.eventsOf("hall").size() == said.length);
            for (var seen : viewer.all()) {
                if (seen.data().has("id")
                        && seen.data().get("source_id").asString().equals("hall")) {
                    int n = seen.data().get("payload").get("n").asInt();
                    if (n >= WARM_UP) {
                        millis.add((seen.nanos() - said[n]) / 1e6);
                    }
                }
            }
        }
        Collections.sort(millis);
        System.out.printf(
                "%d viewers, %d events/s, %d deliveries: p50 %.2f ms, p99 %.2f ms, most %.2f ms%n",
                viewers.size(),
                PER_SECOND,
                millis.size(),
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 99 / 100),
                millis.getLast());
    }

    private static String resident(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("unknown here");
    }
}
