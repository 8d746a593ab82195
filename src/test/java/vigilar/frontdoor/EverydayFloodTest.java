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
import java.util.Set;
import java.util.stream.Collectors;

/// A house whose journal has little room, and a sensor that says much about nothing: what is said
/// by MQTT fills the room, and what the panel did before stays.
class EverydayFloodTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    /// The least that can be set, in MiB.
    private static final int ROOM_MIB = 100;

    /// 200 kB: a little less than a message may have.
    private static final int LARGE = 200_000;

    /// With them the room is full, and there is more.
    private static final int MANY = (int) (((ROOM_MIB + 5L) << 20) / LARGE);

    private static final String SETTINGS =
            """
            data = "data"
            [backup]
            nightly = false
            [journal]
            max_mib = %d
            [panel]
            exit_delay = 0
            """
                            .formatted(ROOM_MIB)
                    + PanelHouse.DOOR_AND_WINDOW;

    @TempDir Path folder;

    private HouseProcess start() throws IOException {
        var config = Files.writeString(folder.resolve("vigilar.toml"), SETTINGS);
        var house = HouseProcess.openHouse(folder, config);
        house.awaitReady();
        return house;
    }

    /// One that does not listen to what is published of each event.
    private static WallKeypad keypad(HouseProcess house) {
        return WallKeypad.on(
                house.mqttPort().orElseThrow(),
                Optional.empty(),
                "",
                WallKeypad.OUTCOME,
                WallKeypad.STATE);
    }

    private static List<JsonNode> events(HouseProcess house, String query) {
        return new JsonMapper()
                .readTree(house.get("/api/events?" + query))
                .path("events")
                .valueStream()
                .toList();
    }

    private static Set<String> ofThePanel(HouseProcess house) {
        return events(house, "source=panel&limit=500").stream()
                .map(it -> it.path("id").asLong() + " " + it.path("type").asString(""))
                .collect(Collectors.toSet());
    }

    private static void rustles(WallKeypad device, int n) {
        var pad = "x".repeat(LARGE);
        device.says(
                "vigilar/sensor/garden/motion",
                "{\"n\":%d,\"pad\":\"%s\"}".formatted(n, pad),
                false);
    }

    private static long newest(HouseProcess house, int n) {
        Await.until(
                "number " + n,
                SOON,
                () -> {
                    var newest = events(house, "source=garden&limit=1").getFirst();
                    return newest.path("payload").path("n").asInt(-1) == n;
                });
        return events(house, "source=garden&limit=1").getFirst().path("id").asLong();
    }

    private static boolean isKept(HouseProcess house, long id) {
        return !events(house, "source=garden&limit=1&before=" + (id + 1)).isEmpty();
    }

    @Test
    void a_flood_of_the_everyday_by_mqtt_pushes_out_itself_and_nothing_of_an_alarm()
            throws IOException {
        Set<String> before;
        long first;
        long last;
        try (var house = start();
                var keypad = keypad(house)) {
            KeypadHouse.says(keypad, "door", "closed");
            KeypadHouse.says(keypad, "window", "closed");
            keypad.outcome("l-1", "ARMED_AWAY", "");
            KeypadHouse.says(keypad, "window", "open");
            keypad.awaitState("TRIGGERED");
            keypad.outcome("l-2", "DISARMED", "");
            KeypadHouse.says(keypad, "window", "closed");
            rustles(keypad, 0);
            first = newest(house, 0);
            before = ofThePanel(house);
            assertThat(before.toString()).contains(" ARMED", " ALARM,", " DISARMED");
            keypad.outcome("l-3", "ARMED_HOME", "");
            keypad.awaitState("ARMED_HOME");
            for (int n = 1; n <= MANY; n++) {
                rustles(keypad, n);
            }
            last = newest(house, MANY);
            assertThat(isKept(house, first)).as("there is nobody yet who removes it").isTrue();
        }
        try (var house = start();
                var keypad = keypad(house)) {
            keypad.awaitState("ARMED_HOME");
            Await.until("the first goes", SOON, () -> !isKept(house, first));
            assertThat(ofThePanel(house)).containsAll(before);
            assertThat(newest(house, MANY)).isEqualTo(last);
            assertThat(house.get("/api/events?type=ALARM")).contains("window opened");
        }
    }
}
