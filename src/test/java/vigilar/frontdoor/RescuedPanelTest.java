package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The store of an armed house is damaged, and the backup is from when it was disarmed.
class RescuedPanelTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private HouseProcess start() throws IOException {
        var config = folder.resolve("vigilar.toml");
        Files.writeString(
                config,
                """
                data = "data"
                [backup]
                nightly = false
                [panel]
                exit_delay = 0
                entry_delay = 0
                """
                        + PanelHouse.DOOR_AND_WINDOW);
        var house = HouseProcess.openHouse(folder, config);
        house.awaitReady();
        return house;
    }

    @BeforeEach
    void armedSinceTheBackup() throws Exception {
        try (var house = start();
                var keypad = WallKeypad.on(house.mqttPort().orElseThrow())) {
            KeypadHouse.says(keypad, "door", "closed");
            KeypadHouse.says(keypad, "window", "open");
            Await.until("heard", SOON, () -> house.get("/api/panel").contains("\"open\":true"));
            var made = HouseProcess.ask(folder, "", "backup", "--data", data().toString());
            assertThat(made.exitCode()).as(made.err()).isZero();
            KeypadHouse.says(keypad, "window", "closed");
            isClosed(house);
            keypad.outcome("h-1", "ARMED_AWAY", "");
            keypad.awaitState("ARMED_AWAY");
        }
    }

    private static void isClosed(HouseProcess house) {
        Await.until("closed", SOON, () -> !house.get("/api/panel").contains("\"open\":true"));
    }

    @Test
    void an_armed_house_whose_store_is_damaged_wakes_up_armed_and_hears_the_window_open()
            throws Exception {
        DamagedPage.of(data(), "refusal");
        try (var house = start();
                var keypad = WallKeypad.on(house.mqttPort().orElseThrow())) {
            assertThat(house.get("/api/events?type=STORE_RESTORED")).contains("backup");
            assertThat(house.get("/api/panel"))
                    .contains("\"state\":\"ARMED_AWAY\"", "\"doubt\":\"\"");
            assertThat(house.get("/api/events")).doesNotContain("_UNSURE");
            KeypadHouse.says(keypad, "window", "open");
            keypad.awaitState("TRIGGERED");
        }
        var checked = HouseProcess.ask(folder, "", "check", "--data", data().toString());
        assertThat(checked.exitCode()).as(checked.out()).isZero();
    }

    @Test
    void where_the_panel_cannot_be_read_everybody_is_told_that_the_house_may_have_been_armed()
            throws Exception {
        DamagedPage.of(data(), "panel");
        try (var house = start();
                var keypad = WallKeypad.on(house.mqttPort().orElseThrow())) {
            Await.until(
                    "told",
                    SOON,
                    () ->
                            house.get("/api/events?type=PANEL_UNSURE&severity=ALERT")
                                    .contains("\"stands\":\"disarmed\",\"as_of\":\"20"));
            assertThat(house.get("/api/panel")).contains("\"state\":\"DISARMED\"", "arm it again");
            assertThat(house.get("/alarm")).contains("The store was damaged", "arm it again");
            assertThat(house.get("/api/events")).doesNotContain("ACCESS_UNSURE");
            KeypadHouse.says(keypad, "door", "closed");
            KeypadHouse.says(keypad, "window", "closed");
            isClosed(house);
            keypad.outcome("h-2", "ARMED_AWAY", "");
            keypad.awaitState("ARMED_AWAY");
            assertThat(house.get("/alarm")).doesNotContain("The store was damaged");
        }
        try (var house = start()) {
            assertThat(house.get("/api/panel")).contains("ARMED_AWAY");
            assertThat(house.get("/api/events?type=PANEL_UNSURE").split("\"id\":")).hasSize(2);
        }
    }
}
