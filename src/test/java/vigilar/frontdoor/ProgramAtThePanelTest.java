package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.frontdoor.KeypadHouse.programAsks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A program with an API token asks the panel by HTTP, as a keypad does by MQTT.
class ProgramAtThePanelTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    @Test
    void a_program_arms_sees_what_is_not_ready_and_disarms_with_a_pin_and_not_without()
            throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            var token = home.armingToken();
            KeypadHouse.says(keypad, "window", "open");
            Await.until(
                    "heard", SOON, () -> home.sees(house, "/api/panel").contains("\"open\":true"));
            assertThat(home.sees(house, "/api/panel"))
                    .contains("\"not_ready\":{", "\"ARMED_HOME\":[\"window (open)\"]");
            assertThat(programAsks(house, token, "mode=ARMED_HOME"))
                    .startsWith("409 ")
                    .contains("\"done\":false", "window (open)");
            assertThat(programAsks(house, token, "mode=ARMED_HOME&force=perhaps"))
                    .startsWith("400 ");
            assertThat(programAsks(house, token, "mode=ARMED_HOME&force=yes")).startsWith("200 ");
            assertThat(home.sees(house, "/api/events?type=ARMING_OVERRIDDEN"))
                    .contains("anna arms HOME in spite of: window is open");
            assertThat(programAsks(house, token, "mode=DISARMED&pin=" + KeypadHouse.PIN))
                    .startsWith("200 ");
            KeypadHouse.says(keypad, "window", "closed");
            Await.until(
                    "armed",
                    SOON,
                    () -> programAsks(house, token, "mode=ARMED_HOME").startsWith("200 "));
            keypad.awaitState("ARMED_HOME");
            assertThat(programAsks(house, token, "mode=ARMED_AWAY"))
                    .startsWith("422 ")
                    .contains("Disarm first");
            assertThat(programAsks(house, token, "mode=DISARMED")).startsWith("422 ");
            assertThat(programAsks(house, token, "mode=DISARMED&pin=" + KeypadHouse.NOBODYS))
                    .startsWith("422 ")
                    .contains("not right");
            assertThat(home.sees(house, "/api/events?type=WRONG_PIN")).contains("the API");
            assertThat(
                            programAsks(
                                    house,
                                    "vigilar_nobodys",
                                    "mode=DISARMED&pin=" + KeypadHouse.PIN))
                    .startsWith("401 ");
            assertThat(programAsks(house, token, "mode=sideways")).startsWith("400 ");
            assertThat(programAsks(house, token, "mode=DISARMED&pin=" + KeypadHouse.PIN))
                    .isEqualTo(
                            "200 {\"done\":true,\"state\":\"DISARMED\",\"message\":\"\",\"not_ready\":[]}");
            keypad.awaitState("DISARMED");
            assertThat(home.silentAlerts()).isEmpty();
            programAsks(house, token, "mode=DISARMED&pin=" + KeypadHouse.THREAT);
            assertThat(home.silentAlerts()).containsExactly("anna");
            assertThat(house.log())
                    .doesNotContain(KeypadHouse.PIN, KeypadHouse.THREAT, KeypadHouse.NOBODYS);
        }
    }

    private static String reason(WallKeypad keypad, String id, String pin) {
        return keypad.outcome(id, "DISARMED", pin).path("reason").asString("");
    }

    /// As a keypad that asks for one before it arms.
    @Test
    void a_pin_that_a_program_sends_to_arm_must_be_right_and_one_under_threat_is_heard()
            throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start()) {
            var token = home.armingToken();
            assertThat(programAsks(house, token, "mode=ARMED_HOME&pin=" + KeypadHouse.NOBODYS))
                    .startsWith("422 ")
                    .contains("not right");
            assertThat(home.sees(house, "/api/panel")).contains("\"state\":\"DISARMED\"");
            assertThat(home.silentAlerts()).isEmpty();
            assertThat(programAsks(house, token, "mode=ARMED_HOME&pin=" + KeypadHouse.THREAT))
                    .startsWith("200 ")
                    .contains("\"state\":\"ARMED_HOME\"");
            assertThat(home.silentAlerts()).containsExactly("anna");
        }
    }

    @Test
    void wrong_pins_of_a_program_count_with_those_of_page_and_keypad_and_lock_all_three()
            throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            var token = home.armingToken();
            var wrong = "mode=DISARMED&pin=" + KeypadHouse.NOBODYS;
            var right = "mode=DISARMED&pin=" + KeypadHouse.PIN;
            assertThat(programAsks(house, token, "mode=ARMED_HOME")).startsWith("200 ");
            for (int n = 1; n <= 3; n++) {
                assertThat(programAsks(house, token, wrong)).startsWith("422 ");
                assertThat(reason(keypad, "w-" + n, KeypadHouse.NOBODYS)).isEqualTo("wrong_pin");
                assertThat(home.posts(house, "/alarm/disarm", Map.of("pin", KeypadHouse.NOBODYS)))
                        .isEqualTo(422);
            }
            assertThat(programAsks(house, token, wrong)).as("the tenth").startsWith("429 ");
            assertThat(programAsks(house, token, right)).startsWith("429 ");
            assertThat(reason(keypad, "w-11", KeypadHouse.PIN)).isEqualTo("locked");
            assertThat(home.posts(house, "/alarm/disarm", Map.of("pin", KeypadHouse.PIN)))
                    .isEqualTo(429);
            assertThat(home.sees(house, "/api/panel")).contains("\"state\":\"ARMED_HOME\"");
            keypad.awaitState("ARMED_HOME");
            var told = home.sees(house, "/api/events?type=WRONG_PIN&limit=500");
            assertThat(told.split("\"type\":\"WRONG_PIN\"", -1)).hasSize(10 + 1);
            assertThat(told).contains("the API", "MQTT, as hall", "\"severity\":\"ALERT\"");
            assertThat(home.sees(house, "/api/events?type=DISARMED")).doesNotContain("DISARMED");
        }
    }
}
