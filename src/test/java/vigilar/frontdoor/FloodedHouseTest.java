package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// On a broker of somebody else's nobody makes a device wait: one that says too much is refused by
/// the house itself, and keeps no other from being heard. How fast that is, the bench measures.
class FloodedHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// Right after the connection whatever comes was kept by the broker: that is 30 s at least.
    private static final Duration ONCE_IT_IS_NEWS = Duration.ofSeconds(45);

    /// 25 at once and one a second fit.
    private static final String SETTINGS =
            """
            [panel]
            exit_delay = 0
            [broker]
            device_rate = 1
            [[zone]]
            name = "window"
            kind = "instant"
            devices = ["window"]
            [[zone]]
            name = "cellar"
            kind = "instant"
            modes = ["away"]
            devices = ["mad"]
            """;

    /// 3 s between two floods: the house finds its quiet second, and to it they are one.
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private static final int MANY = 200;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;
    private int floods;
    private long lastFlood;

    private static List<JsonNode> events(HouseProcess house, String type) {
        return JSON.readTree(house.get("/api/events?limit=500&type=" + type))
                .path("events")
                .valueStream()
                .toList();
    }

    private void floods(WallKeypad device) {
        if (floods > 0 && System.nanoTime() - lastFlood < PAUSE.toNanos()) {
            return;
        }
        floods++;
        for (int n = 0; n < MANY; n++) {
            device.says("vigilar/sensor/mad/contact_open", "{\"n\":" + n + "}", false);
        }
        lastFlood = System.nanoTime();
    }

    @Test
    void a_sensor_that_floods_is_refused_once_on_the_timeline_and_a_window_alarms_all_the_same()
            throws IOException {
        var config = Files.writeString(folder.resolve("vigilar.toml"), SETTINGS);
        try (var broker = Mosquitto.started(folder);
                var house = HouseProcess.onBroker(folder, broker, "--config", config.toString());
                var keypad =
                        WallKeypad.on(
                                broker.port(),
                                Optional.empty(),
                                "",
                                WallKeypad.OUTCOME,
                                WallKeypad.STATE);
                var device = WallKeypad.on(broker.port(), Optional.empty(), "", "nothing")) {
            Await.until("up", SOON, () -> house.answer("/readyz").statusCode() == 200);
            KeypadHouse.says(device, "window", "open");
            KeypadHouse.says(device, "window", "closed");
            Await.until("heard", SOON, () -> !events(house, "CONTACT_CLOSED").isEmpty());
            var armed = keypad.outcome("f-1", "ARMED_HOME", "");
            assertThat(armed.path("reason").asString("")).isEqualTo("done");
            Await.until(
                    "the flood is refused",
                    ONCE_IT_IS_NEWS,
                    () -> {
                        floods(device);
                        return !events(house, "FLOOD_REFUSED").isEmpty();
                    });
            var refused = events(house, "FLOOD_REFUSED").getFirst();
            assertThat(refused.path("severity").asString("")).isEqualTo("ALERT");
            assertThat(refused.path("why").asString(""))
                    .contains("vigilar/sensor/mad/contact_open says more than there is room for");
            assertThat(keypad.heard(WallKeypad.STATE).getLast().payload()).contains("ARMED_HOME");
            lastFlood -= PAUSE.toNanos();
            floods(device);
            KeypadHouse.says(device, "window", "open"); // for less than a moment, amid the flood
            KeypadHouse.says(device, "window", "closed");
            lastFlood -= PAUSE.toNanos();
            floods(device);
            keypad.awaitState("TRIGGERED");
            var alarm = events(house, "ALARM").getFirst();
            assertThat(alarm.path("payload").path("zone").asString("")).isEqualTo("window");
            KeypadHouse.says(device, "bell", "open");
            Await.until(
                    "all of the flood is read",
                    SOON,
                    () -> house.get("/api/events?source=bell").contains("CONTACT_OPEN"));
            assertThat(events(house, "FLOOD_REFUSED")).hasSize(1);
        }
    }
}
