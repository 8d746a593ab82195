package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.frontdoor.KeypadHouse.programAsks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

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
}
