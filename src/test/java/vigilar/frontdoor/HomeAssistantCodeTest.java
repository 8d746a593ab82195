package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A Home Assistant with a login of its own in a house that lets nobody in without one. What its
/// panel asks for a code is ours to look at. How it finds the panel stands in
/// [HomeAssistantHouseTest].
class HomeAssistantCodeTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Pattern PASSWORD = Pattern.compile("password  (\\S+)");

    @TempDir Path folder;

    /// As docs/alarm.md says it.
    private String login(KeypadHouse home) {
        var card =
                HouseProcess.ask(
                        folder,
                        "",
                        "device",
                        "add",
                        "home-assistant",
                        "--topics",
                        "homeassistant/#",
                        "--topics",
                        WallKeypad.ASK,
                        "--topics",
                        WallKeypad.OUTCOME,
                        "--topics",
                        WallKeypad.STATE,
                        "--topics",
                        "vigilar/system/arm_available",
                        "--data",
                        home.data.toString());
        var found = PASSWORD.matcher(card.out());
        assertThat(found.find()).as(card.toString()).isTrue();
        return PlantedSecrets.plant(found.group(1));
    }

    private static List<String> answers(WallKeypad homeAssistant) {
        return homeAssistant.heard(WallKeypad.OUTCOME).stream()
                .map(it -> it.json().path("reason").asString(""))
                .toList();
    }

    private static void isAnswered(WallKeypad homeAssistant, String... reasons) {
        Await.until("answered", SOON, () -> answers(homeAssistant).size() >= reasons.length);
        assertThat(answers(homeAssistant)).containsExactly(reasons);
    }

    @Test
    void in_a_house_with_logins_home_assistant_arms_and_disarms_by_the_right_code_alone()
            throws IOException {
        var home = new KeypadHouse(folder, 0, "[home_assistant]\nprefix = \"homeassistant\"");
        var password = login(home);
        try (var house = home.start();
                var homeAssistant =
                        WallKeypad.on(
                                house.mqttPort().orElseThrow(),
                                Optional.of("home-assistant"),
                                password,
                                "homeassistant/#",
                                WallKeypad.OUTCOME,
                                WallKeypad.STATE)) {
            var panel = HomeAssistantHouseTest.awaitFound(homeAssistant, "alarm_control_panel");
            homeAssistant.awaitState("DISARMED");
            HomeAssistantHouseTest.presses(homeAssistant, panel, "payload_arm_away", "");
            isAnswered(homeAssistant, "done");
            homeAssistant.awaitState("ARMED_AWAY");
            HomeAssistantHouseTest.presses(homeAssistant, panel, "payload_disarm", "");
            isAnswered(homeAssistant, "done", "pin_needed");
            var wrong = KeypadHouse.NOBODYS;
            HomeAssistantHouseTest.presses(homeAssistant, panel, "payload_disarm", wrong);
            isAnswered(homeAssistant, "done", "pin_needed", "wrong_pin");
            assertThat(home.sees(house, "/api/panel")).contains("\"state\":\"ARMED_AWAY\"");
            assertThat(home.sees(house, "/api/events?type=WRONG_PIN"))
                    .contains("MQTT, as Home Assistant");
            var right = KeypadHouse.PIN;
            HomeAssistantHouseTest.presses(homeAssistant, panel, "payload_disarm", right);
            isAnswered(homeAssistant, "done", "pin_needed", "wrong_pin", "done");
            homeAssistant.awaitState("DISARMED");
            assertThat(homeAssistant.heard(WallKeypad.STATE).getLast().json().path("by").asString())
                    .isEqualTo("anna");
            assertThat(home.sees(house, "/api/events?type=DISARMED"))
                    .contains("\"person\":\"anna\"")
                    .containsOnlyOnce("\"type\":\"DISARMED\"");
            assertThat(homeAssistant.heard().toString()).doesNotContain(right, wrong);
        }
    }
}
