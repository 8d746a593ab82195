package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/// A panel that does not run watches nobody, whatever it said last: whoever looks reads so, and
/// what to do.
class PanelDownTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String DOWN = "The panel does not run";
    private static final String WELL = "\"trouble\":\"\"";

    @TempDir Path folder;

    private HouseProcess start(String... more) throws IOException {
        var config =
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        "data = \"data\"\n[panel]\nexit_delay = 0\n" + PanelHouse.DOOR_AND_WINDOW);
        var house = HouseProcess.openHouse(folder, config, more);
        house.awaitReady();
        return house;
    }

    private Connection store() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/vigilar.db"));
    }

    private static void isWell(HouseProcess house) {
        Await.until("the panel runs", SOON, () -> house.get("/api/panel").contains(WELL));
        assertThat(house.get("/alarm")).doesNotContain(DOWN);
    }

    private static void isDown(HouseProcess house, String why) {
        Await.until("it says so", SOON, () -> house.get("/api/panel").contains(DOWN));
        assertThat(house.get("/alarm"))
                .contains(DOWN, "Nothing alarms", "Look whether the disk is full", why)
                .doesNotContain("each mode can be armed");
    }

    @Test
    void an_armed_house_whose_store_takes_no_writes_does_not_look_as_if_it_were_watched()
            throws Exception {
        try (var house = start();
                var device = Device.on(house.mqttPort().orElseThrow());
                var store = store();
                var statement = store.createStatement()) {
            device.says("vigilar/sensor/door/contact_closed", "{}");
            device.says("vigilar/sensor/window/contact_closed", "{}");
            Await.until(
                    "both are heard",
                    SOON,
                    () -> house.get("/alarm").contains("each mode can be armed"));
            house.post("/alarm/arm", Map.of("mode", "NIGHT"));
            isWell(house);
            statement.execute(
                    "BEGIN IMMEDIATE"); // the only one who writes, for as long as it likes
            device.says("vigilar/sensor/window/contact_open", "{}");
            isDown(house, "Armed: night");
            statement.execute("ROLLBACK");
            isWell(house);
            Await.until(
                    "it alarms late", SOON, () -> house.get("/api/panel").contains("TRIGGERED"));
        }
    }

    @Test
    void a_panel_that_fails_alone_is_told_too_although_everything_else_is_well() throws Exception {
        try (var house = start();
                var store = store();
                var statement = store.createStatement()) {
            isWell(house);
            statement.execute(
                    "CREATE TRIGGER stumbles BEFORE UPDATE ON panel"
                            + " BEGIN SELECT RAISE(ABORT, 'a stone lies here'); END");
            Thread.ofVirtual().start(() -> house.post("/alarm/arm", Map.of("mode", "NIGHT")));
            isDown(house, "a stone lies here");
            assertThat(house.get("/alarm")).contains("No mode can be armed while the panel");
            statement.execute("DROP TRIGGER stumbles");
            isWell(house);
        }
    }

    @Test
    void until_another_process_has_taken_the_panel_of_a_dead_one_the_page_says_that_nobody_runs_it()
            throws Exception {
        try (var house = start("--processes")) {
            isWell(house);
            FoughtOverPanelTest.signal("STOP", house.pid()); // nobody starts the dead one again
            try {
                var panel = FoughtOverPanelTest.child(house, "intake");
                ProcessHandle.of(panel).orElseThrow().destroyForcibly();
                isDown(house, "no process has this role");
                Await.until("taken", SOON, () -> house.get("/api/panel").contains(WELL));
            } finally {
                FoughtOverPanelTest.signal("CONT", house.pid());
            }
        }
    }
}
