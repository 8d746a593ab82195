package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// "Everybody is out already", said on the way: who said it, by what way, and what becomes of it
/// when it comes too late.
class EverybodyOutTest extends PanelStories {
    private static final Map<String, String> SAID = Map.of();

    @Override
    PanelHouse build(Path folder) throws IOException {
        var house = PanelHouse.start(folder, PanelHouse.USUAL);
        house.clock.passes(Duration.ofSeconds(2)); // people and PINs were there before
        return house;
    }

    private void begins() {
        house.arms("ARMED_AWAY");
        house.passes(20);
    }

    private void standsAway() {
        house.passes(40);
        house.stands("ARMED_AWAY");
    }

    /// A PIN takes its time.
    private void isInTheLog(int times, String who, String way) {
        awaits("EVERYBODY_OUT", "panel", times);
        var said = house.event("EVERYBODY_OUT");
        assertThat(said.path("payload").path("person").asString("")).isEqualTo(who);
        assertThat(said.path("payload").path("way").asString("")).isEqualTo(way);
        assertThat(said.path("why").asString(""))
                .isEqualTo("%s says that everybody is out (%s)".formatted(who, way));
        assertThat(said.path("payload").path("trace").path("stood").asString(""))
                .isEqualTo("ARMING");
    }

    private void awaits(String type, String source, int times) {
        Await.until(type, PanelHouse.SOON, () -> house.events(source, type).size() == times);
    }

    @Test
    void who_says_on_the_page_that_everybody_is_out_stands_in_the_log_once() {
        begins();
        assertThat(house.posts("/alarm/left", SAID)).isEqualTo(303);
        assertThat(house.posts("/alarm/left", SAID)).isEqualTo(303);
        isInTheLog(1, "anna", "the page");
        standsAway();
        assertThat(house.said()).containsExactly("ARMING", "EVERYBODY_OUT", "ARMED");
        assertThat(house.posts("/alarm/left", SAID)).as("it is so").isEqualTo(303);
        house.moves("hall");
        house.stands("TRIGGERED");
        var alarm = house.event("ALARM");
        assertThat(alarm.path("payload").path("trace").path("out_by").asString(""))
                .isEqualTo("anna");
        assertThat(house.sees("/events/" + alarm.path("id").asString("")))
                .contains("had said that everybody was out");
    }

    @Test
    void who_says_it_at_a_keypad_or_by_a_program_stands_in_the_log_too() {
        begins();
        house.asks("{\"mode\":\"ARMED_AWAY\",\"left\":true,\"triggered_by\":\"hall\"}");
        isInTheLog(1, "hall (MQTT)", "MQTT, as hall");
        standsAway();
        house.disarms();
        begins();
        house.asks(
                "{\"mode\":\"ARMED_AWAY\",\"left\":true,\"triggered_by\":\"hall\",\"pin\":\"%s\"}"
                        .formatted(KeypadHouse.PIN));
        isInTheLog(2, "anna", "MQTT, as hall");
        standsAway();
        house.disarms();
        begins();
        assertThat(house.posts("/api/panel", Map.of("mode", "ARMED_AWAY", "left", "yes")))
                .isEqualTo(200);
        isInTheLog(3, "anna", "the API");
        standsAway();
    }

    @Test
    void the_past_that_is_tried_knows_that_everybody_was_out() {
        begins();
        house.posts("/alarm/left", SAID);
        standsAway();
        house.moves("hall");
        house.stands("TRIGGERED");
        house.passes(30);
        house.disarms();
        house.looks();
        assertThat(house.answer("/alarm/try", Map.of("zones", PanelHouse.USUAL, "days", "1")))
                .contains("data-change=\"SAME\"")
                .doesNotContain("data-change=\"GONE\"", "data-change=\"NEW\"");
    }

    @Test
    void who_says_it_too_late_is_told_that_the_house_is_armed_home() {
        house.arms("ARMED_AWAY");
        house.passes(60);
        house.stands("ARMED_HOME");
        assertThat(house.posts("/alarm/left", SAID)).isEqualTo(422);
        assertThat(house.answer("/alarm/left", SAID))
                .contains("Nothing was changed", "nobody was heard leaving", "armed home");
        var program = Map.of("mode", "ARMED_AWAY", "left", "yes");
        assertThat(house.posts("/api/panel", program)).isEqualTo(422);
        assertThat(house.asks("ARMED_AWAY", "").path("reason").asString("")).isEqualTo("not_now");
        house.stands("ARMED_HOME");
        assertThat(house.said()).containsExactly("ARMING", "STAYED_HOME", "ARMED");
    }

    @Test
    void where_nobody_is_expected_to_leave_saying_it_is_not_answered_as_done() {
        assertThat(house.answer("/alarm/left", SAID)).contains("the house is not armed");
        house.arms("ARMED_NIGHT");
        assertThat(house.answer("/alarm/left", SAID)).contains("no time to leave", "armed night");
        house.opens("door");
        house.stands("PENDING");
        assertThat(house.answer("/alarm/left", SAID)).contains("no time to leave", "to disarm");
        house.passes(30);
        house.stands("TRIGGERED");
        assertThat(house.answer("/alarm/left", SAID)).contains("there is an alarm");
        assertThat(house.said()).doesNotContain("EVERYBODY_OUT");
    }

    @Test
    void a_wrong_pin_says_nothing_of_who_is_out_and_is_counted() {
        begins();
        for (var mode : List.of("ARMED_AWAY", "ARMED_HOME")) {
            house.asks(
                    "{\"mode\":\"%s\",\"left\":true,\"pin\":\"%s\"}"
                            .formatted(mode, KeypadHouse.NOBODYS));
        }
        awaits("WRONG_PIN", "system", 2);
        house.passes(40);
        house.stands("ARMED_HOME");
        assertThat(house.said()).containsExactly("ARMING", "STAYED_HOME", "ARMED");
    }
}
