package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Arming and disarming by MQTT, from a keypad with a login of its own to the journal.
class KeypadTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    private static String reason(JsonNode outcome) {
        return outcome.path("reason").asString("");
    }

    @Test
    void a_keypad_arms_without_a_pin_and_disarms_only_with_the_right_one() throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            assertThat(reason(keypad.outcome("a-1", "ARMED_AWAY", ""))).isEqualTo("done");
            assertThat(home.sees(house, "/api/panel")).contains("ARMED_AWAY");
            assertThat(home.sees(house, "/api/events?type=ARMED")).contains("ARMED");

            assertThat(reason(keypad.outcome("a-2", "DISARMED", ""))).isEqualTo("pin_needed");
            assertThat(reason(keypad.outcome("a-3", "ARMED_HOME", ""))).isEqualTo("not_now");
            assertThat(reason(keypad.outcome("a-4", "ARMED_AWAY", ""))).isEqualTo("done");
            assertThat(reason(keypad.outcome("a-5", "DISARMED", KeypadHouse.NOBODYS)))
                    .isEqualTo("wrong_pin");
            assertThat(home.sees(house, "/api/panel")).contains("ARMED_AWAY");

            var disarmed = keypad.outcome("a-6", "DISARMED", KeypadHouse.PIN);
            assertThat(disarmed.path("done").asBoolean()).isTrue();
            assertThat(disarmed.path("state").asString("")).isEqualTo("DISARMED");
            assertThat(home.sees(house, "/api/events?type=DISARMED")).contains("anna");
            assertThat(reason(keypad.outcome("a-7", "ARMED_NIGHT", KeypadHouse.NOBODYS)))
                    .isEqualTo("wrong_pin");
        }
    }

    @Test
    void an_open_window_stands_against_arming_and_is_named() throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            KeypadHouse.says(keypad, "window", "open");
            Await.until("open", SOON, () -> home.sees(house, "/alarm").contains("window (open)"));
            var refused = keypad.outcome("b-1", "ARMED_AWAY", "");
            assertThat(reason(refused)).isEqualTo("not_ready");
            assertThat(refused.path("message").asString("")).contains("window (open)");
            assertThat(refused.path("state").asString("")).isEqualTo("DISARMED");
        }
    }

    private static JsonNode insists(WallKeypad keypad, String id, String pin) {
        keypad.says(
                WallKeypad.ASK,
                "{\"mode\":\"ARMED_AWAY\",\"force\":true,\"pin\":\"%s\",\"request_id\":\"%s\"}"
                        .formatted(pin, id),
                false);
        return keypad.outcome(id);
    }

    @Test
    void who_insists_on_arming_at_a_keypad_types_a_pin_and_is_named() throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            KeypadHouse.says(keypad, "window", "open");
            Await.until("open", SOON, () -> home.sees(house, "/alarm").contains("window (open)"));
            assertThat(reason(insists(keypad, "i-1", ""))).isEqualTo("pin_needed");
            assertThat(reason(insists(keypad, "i-2", KeypadHouse.NOBODYS))).isEqualTo("wrong_pin");
            assertThat(home.sees(house, "/api/panel")).contains("\"DISARMED\"");
            var done = insists(keypad, "i-3", KeypadHouse.PIN);
            assertThat(reason(done)).isEqualTo("done");
            assertThat(done.path("state").asString("")).isEqualTo("ARMED_AWAY");
            assertThat(home.sees(house, "/api/events?type=ARMING_OVERRIDDEN"))
                    .contains("anna arms AWAY in spite of: window is open");
            assertThat(home.sees(house, "/api/panel")).contains("\"out\":\"FORCED\"");
        }
    }

    @Test
    void a_request_that_comes_twice_is_done_once_and_answered_twice() throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            keypad.outcome("c-1", "ARMED_AWAY", "");
            keypad.outcome("c-2", "DISARMED", KeypadHouse.NOBODYS);
            keypad.asks("c-2", "DISARMED", KeypadHouse.NOBODYS);
            Await.until("again", SOON, () -> keypad.outcomes("c-2").size() == 2);
            keypad.outcome("c-3", "DISARMED", KeypadHouse.PIN);
            keypad.outcome("c-4", "ARMED_HOME", "");
            keypad.asks("c-3", "DISARMED", KeypadHouse.PIN);
            Await.until("again", SOON, () -> keypad.outcomes("c-3").size() == 2);
            assertThat(keypad.outcomes("c-3").get(1)).isEqualTo(keypad.outcomes("c-3").get(0));
            assertThat(home.sees(house, "/api/panel")).contains("ARMED_HOME");
            assertThat(home.sees(house, "/api/events?type=WRONG_PIN"))
                    .containsOnlyOnce("\"type\":\"WRONG_PIN\"");
            house.kill();
        }
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            keypad.asks("c-3", "DISARMED", KeypadHouse.PIN);
            Await.until("after a crash too", SOON, () -> !keypad.outcomes("c-3").isEmpty());
            assertThat(home.sees(house, "/api/panel")).contains("ARMED_HOME");
        }
    }

    @Test
    void wrong_pins_are_counted_over_the_page_and_the_keypad_and_lock_both() throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            keypad.outcome("d-arm", "ARMED_HOME", "");
            var wrong = Map.of("pin", KeypadHouse.NOBODYS);
            for (int n = 1; n <= 4; n++) {
                assertThat(home.posts(house, "/alarm/disarm", wrong)).isEqualTo(422);
            }
            for (int n = 5; n <= 9; n++) {
                assertThat(reason(keypad.outcome("d-" + n, "DISARMED", KeypadHouse.NOBODYS)))
                        .isEqualTo("wrong_pin");
            }
            var tenth = keypad.outcome("d-10", "DISARMED", KeypadHouse.NOBODYS);
            assertThat(reason(tenth)).isEqualTo("locked");
            assertThat(tenth.path("wait_s").asInt()).isBetween(1, 30);
            assertThat(home.posts(house, "/alarm/disarm", Map.of("pin", KeypadHouse.PIN)))
                    .isEqualTo(429);
            assertThat(reason(keypad.outcome("d-11", "DISARMED", KeypadHouse.PIN)))
                    .isEqualTo("locked");
            assertThat(home.sees(house, "/api/panel")).contains("ARMED_HOME");
        }
    }

    @Test
    void what_is_no_request_or_too_old_or_kept_by_the_broker_is_refused_and_told()
            throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            keypad.says(
                    WallKeypad.ASK,
                    "{\"mode\":\"OFF\",\"pin\":\"%s\",\"request_id\":\"e-1\"}"
                            .formatted(KeypadHouse.PIN),
                    false);
            assertThat(reason(keypad.outcome("e-1"))).isEqualTo("not_understood");
            keypad.says(WallKeypad.ASK, "{\"mode\":\"ARMED_AWAY\",pin:" + KeypadHouse.PIN, false);
            assertThat(reason(keypad.outcome(""))).isEqualTo("not_understood");

            var old = Instant.now().minusSeconds(11).toEpochMilli();
            keypad.says(
                    WallKeypad.ASK,
                    "{\"mode\":\"ARMED_AWAY\",\"ts\":%d,\"request_id\":\"e-2\"}".formatted(old),
                    false);
            assertThat(reason(keypad.outcome("e-2"))).isEqualTo("expired");

            keypad.says(WallKeypad.ASK, "{\"mode\":\"ARMED_AWAY\",\"request_id\":\"e-3\"}", true);
            assertThat(reason(keypad.outcome("e-3"))).isEqualTo("expired");
            Await.until(
                    "told with the way to clear it",
                    SOON,
                    () -> home.sees(house, "/api/refusals").contains("-r -n -t " + WallKeypad.ASK));
            assertThat(home.sees(house, "/api/refusals"))
                    .contains("mode: ARMED_HOME", "not JSON", "s ago is not obeyed");
            assertThat(home.sees(house, "/api/panel")).contains("\"DISARMED\"");
            assertThat(house.stop()).isZero();
        }
        try (var house = home.start()) {
            Await.until(
                    "told again",
                    SOON,
                    () -> house.log().contains("a command that the broker kept is never obeyed"));
            assertThat(home.sees(house, "/api/panel")).contains("\"DISARMED\"");
        }
    }

    /// Of a request that waited in a broker while nobody listened, nobody knows how old it is.
    @Test
    void what_was_asked_while_the_house_was_off_is_not_done_afterwards() throws IOException {
        try (var broker = Mosquitto.started(folder)) {
            var data = folder.resolve("data").toString();
            String[] words = {
                "run", "--open", "--data", data, "--http", "127.0.0.1:0", "--bus", broker.url()
            };
            try (var house = HouseProcess.start(folder, words)) {
                Await.until("up", SOON, () -> house.answer("/readyz").statusCode() == 200);
                assertThat(house.stop()).isZero();
            }
            try (var keypad = WallKeypad.on(broker.port())) {
                keypad.asks("f-1", "ARMED_AWAY", "");
                try (var house = HouseProcess.start(folder, words)) {
                    Await.until("up", SOON, () -> house.answer("/readyz").statusCode() == 200);
                    assertThat(keypad.outcome("f-2", "ARMED_HOME", "").path("done").asBoolean())
                            .isTrue();
                    assertThat(house.get("/api/panel")).contains("ARMED_HOME");
                    assertThat(keypad.outcomes("f-1")).isEmpty();
                }
            }
        }
    }

    @Test
    void no_pin_is_in_a_log_a_topic_a_row_or_the_files_of_the_broker() throws IOException {
        var home = new KeypadHouse(folder, 0, "");
        try (var house = home.start();
                var keypad = home.keypad(house)) {
            keypad.outcome("g-1", "ARMED_AWAY", KeypadHouse.PIN);
            keypad.outcome("g-2", "DISARMED", KeypadHouse.NOBODYS);
            keypad.outcome("g-3", "DISARMED", KeypadHouse.THREAT);
            keypad.says(WallKeypad.ASK, "{\"pin\":\"" + KeypadHouse.PIN + "\"", false);
            keypad.outcome("");
            assertThat(keypad.heard().toString()).doesNotContain(pins());
            assertThat(house.log()).doesNotContain(pins());
            assertThat(home.sees(house, "/api/events")).doesNotContain(pins());
            assertThat(house.stop()).isZero();
        }
        try (var files = Files.walk(home.data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(List.of(pins()).stream().filter(text::contains)) // not all of the text
                        .as(file.toString())
                        .isEmpty();
            }
        }
        assertThat(home.silentAlerts()).containsExactly("anna");
    }

    private static String[] pins() {
        return new String[] {KeypadHouse.PIN, KeypadHouse.THREAT, KeypadHouse.NOBODYS};
    }
}
