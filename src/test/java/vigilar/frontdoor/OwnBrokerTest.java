package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// Beside a broker that the house already has: Debian's Mosquitto, in roles of several processes.
class OwnBrokerTest {
    /// The safety poll comes after 5 s while the bus is up: what arrives sooner came over the
    /// bridge.
    private static final Duration ONLY_BY_THE_BRIDGE = Duration.ofMillis(1500);

    private static final Duration SOON = Duration.ofSeconds(10);

    /// A reconnect may wait out its growing pause.
    private static final Duration LATER = Duration.ofSeconds(45);

    @TempDir Path folder;

    private HouseProcess role(String role, Mosquitto broker) {
        return HouseProcess.onBroker(folder, broker, "--roles", role);
    }

    @Test
    void two_processes_with_mosquitto_between_them_show_an_event_faster_than_any_poll() {
        try (var broker = Mosquitto.started(folder);
                var intake = role("intake", broker);
                var web = role("web", broker)) {
            intake.awaitReady();
            try (var viewer = Viewer.open(web.http(), "");
                    var door = Device.on(broker.port())) {
                Await.until("all up", SOON, () -> web.answer("/readyz").statusCode() == 200);
                for (int n = 1; n <= 5; n++) {
                    door.says("vigilar/sensor/hall/motion", "{\"n\":" + n + "}");
                    viewer.awaitEventsOf("hall", n, ONLY_BY_THE_BRIDGE);
                }
            }
        }
    }

    @Test
    void a_broker_that_is_away_at_the_start_keeps_nobody_from_the_page() {
        try (var broker = Mosquitto.notYetStarted(folder);
                var house = role("intake,web", broker)) {
            assertThat(house.answer("/").statusCode()).isEqualTo(200);
            Await.until("bus named", SOON, () -> house.answer("/readyz").statusCode() == 503);
            assertThat(house.get("/readyz")).contains("intake").contains("127.0.0.1");
            try (var viewer = Viewer.open(house.http(), "")) {
                broker.start();
                Await.until("all up", LATER, () -> house.answer("/readyz").statusCode() == 200);
                Device.mosquittoPub(broker.port(), "vigilar/sensor/hall/motion", "{}");
                viewer.awaitEventsOf("hall", 1, SOON);
            }
        }
    }

    @Test
    void a_broker_that_goes_away_is_named_and_when_it_is_back_everything_goes_on() {
        try (var broker = Mosquitto.started(folder);
                var house = role("intake,web", broker);
                var viewer = Viewer.open(house.http(), "")) {
            Await.until("all up", SOON, () -> house.answer("/readyz").statusCode() == 200);
            Device.mosquittoPub(broker.port(), "vigilar/sensor/hall/motion", "{\"n\":1}");
            viewer.awaitEventsOf("hall", 1, SOON);
            broker.stop();
            Await.until("named", SOON, () -> house.answer("/readyz").statusCode() == 503);
            assertThat(house.answer("/api/events").statusCode()).isEqualTo(200);
            broker.start();
            Await.until("all up", LATER, () -> house.answer("/readyz").statusCode() == 200);
            Device.mosquittoPub(broker.port(), "vigilar/sensor/hall/motion", "{\"n\":2}");
            assertThat(viewer.awaitEventsOf("hall", 2, SOON)).hasSize(2);
        }
    }
}
