package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a keypad shows: how the panel stands, and how long a delay still runs.
class ArmStateTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ALL = "vigilar/events/published";

    @TempDir Path folder;

    private static List<String> types(WallKeypad keypad) {
        return keypad.heard(ALL).stream().map(it -> it.json().path("type").asString("")).toList();
    }

    @Test
    void a_keypad_counts_down_to_leaving_and_to_the_alarm_and_names_who_did_it()
            throws IOException {
        var home = new KeypadHouse(folder, 3, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            keypad.awaitState("DISARMED");
            KeypadHouse.says(keypad, "door", "closed");
            keypad.outcome("a-1", "ARMED_AWAY", KeypadHouse.PIN);
            keypad.awaitState("ARMING");
            KeypadHouse.says(keypad, "door", "open");
            KeypadHouse.says(keypad, "door", "closed");
            keypad.awaitState("ARMED_AWAY");
            var armed = keypad.heard(WallKeypad.STATE).getLast();
            assertThat(armed.json().path("by").asString("")).isEqualTo("anna");
            assertThat(armed.json().path("since").asLong()).isPositive();
            assertThat(keypad.heard(WallKeypad.TICK))
                    .allMatch(it -> it.json().path("delay").asString("").equals("exit"))
                    .extracting(it -> it.json().path("seconds_left").asInt())
                    .contains(3, 2, 1);

            KeypadHouse.says(keypad, "door", "open");
            keypad.awaitState("PENDING");
            assertThat(keypad.heard(WallKeypad.STATE).getLast().payload()).contains("front-door");
            Await.until(
                    "counts down",
                    SOON,
                    () -> keypad.heard(WallKeypad.TICK).getLast().payload().contains("entry"));
            assertThat(keypad.heard(WallKeypad.TICK).getLast().payload()).contains("ARMED_AWAY");
            keypad.outcome("a-2", "DISARMED", KeypadHouse.PIN);
            keypad.awaitState("DISARMED");
        }
    }

    @Test
    void a_keypad_that_comes_later_is_told_at_once_also_after_the_house_died() throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            keypad.outcome("b-1", "ARMED_NIGHT", KeypadHouse.PIN);
            keypad.awaitState("ARMED_NIGHT");
            try (var another = home.keypad(house)) {
                another.awaitState("ARMED_NIGHT");
                assertThat(another.heard(WallKeypad.STATE).getFirst().retained()).isTrue();
                assertThat(another.heard(WallKeypad.STATE).getFirst().payload())
                        .isEqualTo(keypad.heard(WallKeypad.STATE).getLast().payload());
            }
            house.kill();
        }
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            keypad.awaitState("ARMED_NIGHT");
            assertThat(keypad.heard(WallKeypad.STATE).getLast().payload()).contains("anna");
        }
    }

    @Test
    void disarming_under_threat_looks_like_any_other_and_is_told_to_the_owners_alone()
            throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            keypad.outcome("c-1", "ARMED_HOME", KeypadHouse.PIN);
            var usual = keypad.outcome("c-2", "DISARMED", KeypadHouse.PIN);
            keypad.outcome("c-3", "ARMED_HOME", KeypadHouse.PIN);
            assertThat(home.silentAlerts()).isEmpty();
            Await.until("told", SOON, () -> types(keypad).contains("DISARMED"));
            Await.until("told", SOON, () -> types(keypad).getLast().equals("ARMED"));
            int before = keypad.heard(ALL).size();

            var threat = keypad.outcome("c-4", "DISARMED", KeypadHouse.THREAT);
            assertThat(threat.toString().replace("c-4", "c-2")).isEqualTo(usual.toString());
            keypad.awaitState("DISARMED");
            assertThat(keypad.heard(WallKeypad.STATE).getLast().payload()).contains("\"anna\"");
            keypad.outcome("c-5", "ARMED_HOME", KeypadHouse.PIN);
            Await.until("told", SOON, () -> keypad.heard(ALL).size() >= before + 2);
            assertThat(types(keypad).subList(before, before + 2))
                    .containsExactly("DISARMED", "ARMED");
            for (var word : List.of("duress", "threat", "silent")) { // see BystanderTest, too
                assertThat(keypad.heard().toString()).doesNotContainIgnoringCase(word);
            }
            assertThat(home.silentAlerts()).containsExactly("anna");
            keypad.outcome("c-6", "DISARMED", KeypadHouse.PIN);
            keypad.awaitState("DISARMED");
            var again = keypad.outcome("c-7", "DISARMED", KeypadHouse.THREAT);
            assertThat(again.path("reason").asString("")).isEqualTo("done");
            assertThat(home.silentAlerts())
                    .as("also in a house that is disarmed already")
                    .containsExactly("anna", "anna");
        }
    }

    /// An external broker without an access list, and one that forgot all it kept.
    @Test
    void a_false_word_on_how_the_panel_stands_is_put_right_and_so_is_a_broker_that_forgot() {
        try (var broker = Mosquitto.started(folder);
                var house = HouseProcess.onBroker(folder, broker)) {
            Await.until("up", SOON, () -> house.answer("/readyz").statusCode() == 200);
            try (var keypad = WallKeypad.on(broker.port())) {
                keypad.outcome("d-1", "ARMED_HOME", "");
                keypad.awaitState("ARMED_HOME");
                keypad.says(WallKeypad.STATE, "{\"state\":\"DISARMED\"}", true);
                Await.until(
                        "said again",
                        SOON,
                        () -> keypad.heard(WallKeypad.STATE).getLast().payload().contains("HOME"));
                keypad.says(WallKeypad.STATE, "", true);
                Await.until(
                        "said again",
                        SOON,
                        () -> keypad.heard(WallKeypad.STATE).getLast().payload().contains("HOME"));
            }
            broker.stop();
            Await.until("away", SOON, () -> house.answer("/readyz").statusCode() == 503);
            broker.start();
            Await.until("back", SOON, () -> house.answer("/readyz").statusCode() == 200);
            try (var keypad = WallKeypad.on(broker.port())) {
                keypad.awaitState("ARMED_HOME");
                assertThat(keypad.heard(WallKeypad.STATE).getLast().payload())
                        .contains("hall (MQTT)");
            }
        }
    }
}
