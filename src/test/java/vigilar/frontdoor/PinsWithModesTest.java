package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.frontdoor.KeypadHouse.programAsks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.Map;

/// A PIN that comes with a way of arming in a house that is armed already: it opens nothing there,
/// and is looked at all the same.
class PinsWithModesTest {
    @TempDir Path folder;

    private static String reason(WallKeypad keypad, String id, String mode, String pin) {
        return keypad.outcome(id, mode, pin).path("reason").asString("");
    }

    @Test
    void strangers_pins_are_counted_over_all_doors_also_where_the_house_is_armed_already()
            throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            var token = home.armingToken();
            keypad.outcome("a-1", "ARMED_HOME", "");
            var wrong = KeypadHouse.NOBODYS;
            for (int n = 1; n <= 3; n++) {
                assertThat(reason(keypad, "h-" + n, "ARMED_HOME", wrong)).isEqualTo("wrong_pin");
                assertThat(reason(keypad, "o-" + n, "ARMED_AWAY", wrong)).isEqualTo("wrong_pin");
                assertThat(programAsks(house, token, "mode=ARMED_HOME&pin=" + wrong))
                        .startsWith("422 ")
                        .contains("not right");
            }
            assertThat(reason(keypad, "a-10", "ARMED_HOME", wrong)).isEqualTo("locked");
            assertThat(programAsks(house, token, "mode=ARMED_HOME&pin=" + KeypadHouse.PIN))
                    .startsWith("429 ");
            assertThat(home.posts(house, "/alarm/disarm", Map.of("pin", KeypadHouse.PIN)))
                    .isEqualTo(429);
            assertThat(reason(keypad, "a-11", "ARMED_HOME", "")).isEqualTo("done");
            assertThat(home.sees(house, "/api/events?type=WRONG_PIN&limit=500"))
                    .contains("the API", "MQTT, as hall", "\"severity\":\"ALERT\"");
            assertThat(home.silentAlerts()).isEmpty();
            assertThat(reason(keypad, "a-12", "ARMED_HOME", KeypadHouse.THREAT))
                    .isEqualTo("locked");
            assertThat(home.silentAlerts()).containsExactly("anna");
        }
    }

    @Test
    void a_call_for_help_with_a_way_of_arming_is_heard_in_an_armed_house_and_looks_like_any_other()
            throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            var token = home.armingToken();
            keypad.outcome("b-1", "ARMED_HOME", "");
            for (var pin : new String[] {KeypadHouse.PIN, KeypadHouse.THREAT}) {
                assertThat(reason(keypad, "s-" + pin.hashCode(), "ARMED_HOME", pin))
                        .isEqualTo("done");
                assertThat(reason(keypad, "o-" + pin.hashCode(), "ARMED_AWAY", pin))
                        .isEqualTo("not_now");
                assertThat(programAsks(house, token, "mode=ARMED_HOME&pin=" + pin))
                        .startsWith("200 ");
                assertThat(programAsks(house, token, "mode=ARMED_AWAY&pin=" + pin))
                        .startsWith("422 ")
                        .contains("Disarm first");
                assertThat(home.silentAlerts()).hasSize(pin.equals(KeypadHouse.PIN) ? 0 : 4);
            }
            keypad.awaitState("ARMED_HOME");
            assertThat(home.sees(house, "/api/events?type=WRONG_PIN")).doesNotContain("WRONG_PIN");
        }
    }

    @Test
    void a_pin_for_one_use_is_not_used_up_by_a_house_that_is_armed_already() throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            var once = PlantedSecrets.plant("3816402");
            var form =
                    Map.of(
                            "name",
                            "plumber",
                            "pin",
                            once,
                            "disarms",
                            "yes",
                            "arms_HOME",
                            "yes",
                            "once",
                            "yes",
                            "from",
                            "00:00",
                            "to",
                            "00:00");
            assertThat(home.posts(house, "/alarm/pins", allDays(form))).isEqualTo(303);
            keypad.outcome("c-1", "ARMED_HOME", "");
            assertThat(reason(keypad, "c-2", "ARMED_HOME", once)).isEqualTo("done");
            assertThat(reason(keypad, "c-3", "DISARMED", once)).isEqualTo("done");
            keypad.awaitState("DISARMED");
            keypad.outcome("c-4", "ARMED_HOME", "");
            assertThat(reason(keypad, "c-5", "ARMED_HOME", once)).isEqualTo("not_allowed");
            assertThat(reason(keypad, "c-6", "DISARMED", once)).isEqualTo("not_allowed");
        }
    }

    private static Map<String, String> allDays(Map<String, String> form) {
        var all = new HashMap<>(form);
        for (var day : DayOfWeek.values()) {
            all.put("on_" + day.name(), "yes");
        }
        return all;
    }
}
