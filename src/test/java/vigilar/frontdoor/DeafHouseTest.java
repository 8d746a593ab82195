package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A house whose broker is away: nobody hears its doors, and it says so wherever one arms.
class DeafHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NOTICE = "No device is heard, whatever it does";

    /// A rule that needs no device to speak.
    private static final String RULE =
            """
            [[rule]]
            name = "night-all-the-same"
            when = { type = "ARMING_REFUSED" }
            then = [{ arm = "night" }]
            """;

    @TempDir Path folder;
    private Mosquitto broker;
    private HouseProcess house;

    @BeforeEach
    void aHouseWhoseBrokerIsNotThere() throws IOException {
        broker = Mosquitto.notYetStarted(folder);
        var config =
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        "open = true\n[panel]\nexit_delay = 0\n" + PanelHouse.DOOR_AND_WINDOW);
        house = HouseProcess.onBroker(folder, broker, "--config", config.toString());
    }

    @AfterEach
    void end() {
        house.close();
        broker.close();
    }

    private String arms(Map<String, String> form) {
        return house.posted("/alarm/arm", form);
    }

    private void standsAs(String state) {
        Await.until(
                state, SOON, () -> house.get("/api/panel").contains("\"state\":\"" + state + "\""));
    }

    @Test
    void whoever_looks_at_an_armed_house_that_hears_nothing_reads_so_until_it_hears_again() {
        assertThat(house.get("/api/panel")).contains(NOTICE, "every-device");
        assertThat(arms(Map.of("mode", "NIGHT")))
                .contains("in spite of it", "No device is heard", "nothing is left out for it")
                .doesNotContain("What is not ready is left out", "Left out for this once");
        assertThat(house.get("/api/panel")).contains("\"state\":\"DISARMED\"");
        arms(Map.of("mode", "NIGHT", "force", "yes"));
        standsAs("ARMED_NIGHT");
        assertThat(house.get("/api/panel")).contains(NOTICE);
        assertThat(house.get("/alarm")).contains(NOTICE);
        broker.start();
        Await.until("heard", SOON, () -> !house.get("/api/panel").contains(NOTICE));
        assertThat(house.get("/alarm")).doesNotContain(NOTICE);
    }

    @Test
    void a_rule_arms_a_house_that_hears_nothing_and_the_timeline_says_in_spite_of_what() {
        assertThat(house.post("/alarm/rules", Map.of("rules", RULE))).isEqualTo(303);
        arms(Map.of("mode", "AWAY"));
        standsAs("ARMED_NIGHT");
        assertThat(house.get("/api/events?type=ARMING_OVERRIDDEN"))
                .contains("arms NIGHT in spite of: every-device", "night-all-the-same");
    }
}
