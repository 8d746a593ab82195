package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What ANSI/SIA CP-01 asks for, row by row, in a house where nobody set anything: from what a
/// sensor says to the journal and to what the bus keeps.
class FewerFalseAlarmsTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(folder, PanelHouse.USUAL);
    }

    @Test
    void whoever_arms_away_has_sixty_seconds_to_leave() {
        house.arms("ARMED_AWAY");
        house.goesOut();
        house.passes(59);
        house.counts(1);
        assertThat(house.said()).containsExactly("ARMING");
        house.passes(1);
        house.stands("ARMED_AWAY");
        assertThat(house.said()).containsExactly("ARMING", "ARMED");
        assertThat(house.secondsBetween("ARMING", "ARMED")).isEqualTo(60);
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_AWAY");
    }

    @Test
    void the_door_opened_again_while_leaving_gives_another_sixty_seconds_once() {
        house.arms("ARMED_AWAY");
        house.goesOut();
        house.passes(50);
        house.goesOut(); // the keys lay on the table
        house.passes(59);
        house.counts(1);
        house.goesOut(); // and the umbrella
        house.passes(1);
        house.stands("ARMED_AWAY");
        assertThat(house.said()).containsExactly("ARMING", "EXIT_RESTARTED", "ARMED");
        assertThat(house.secondsBetween("ARMING", "ARMED")).isEqualTo(110);
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_AWAY");
    }

    @Test
    void a_house_that_nobody_left_is_armed_for_home_and_says_so() {
        house.arms("ARMED_AWAY");
        house.passes(60);
        house.stands("ARMED_HOME");
        assertThat(house.by()).isEqualTo("panel");
        house.moves("hall");
        house.passes(60);
        assertThat(house.said()).containsExactly("ARMING", "STAYED_HOME", "ARMED");
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_HOME");
    }

    @Test
    void who_arms_from_afar_and_says_that_everybody_is_out_has_the_whole_house_watched() {
        assertThat(house.posts("/alarm/arm", Map.of("mode", "AWAY", "left", "yes"))).isEqualTo(303);
        house.passes(60);
        house.stands("ARMED_AWAY");
        house.disarms();
        house.asks("{\"mode\":\"ARMED_AWAY\",\"left\":true,\"request_id\":\"afar\"}");
        house.passes(60);
        house.stands("ARMED_AWAY");
        house.moves("hall");
        house.stands("TRIGGERED");
    }

    @Test
    void who_says_on_the_way_that_everybody_is_out_has_the_whole_house_watched_no_later() {
        house.arms("ARMED_AWAY");
        house.passes(20);
        assertThat(house.sees("/alarm")).contains("Everybody is out already");
        assertThat(house.posts("/alarm/left", Map.of())).isEqualTo(303);
        assertThat(house.sees("/alarm"))
                .contains("Everybody counts as out")
                .doesNotContain("Everybody is out already");
        house.passes(40);
        house.stands("ARMED_AWAY");
        house.disarms();
        house.arms("ARMED_AWAY");
        house.passes(20);
        house.asks("{\"mode\":\"ARMED_AWAY\",\"left\":true,\"request_id\":\"on-the-way\"}");
        house.passes(40);
        house.stands("ARMED_AWAY");
        assertThat(house.said())
                .containsExactly(
                        "ARMING",
                        "EVERYBODY_OUT",
                        "ARMED",
                        "DISARMED",
                        "ARMING",
                        "EVERYBODY_OUT",
                        "ARMED");
        assertThat(house.secondsBetween("ARMING", "ARMED")).isEqualTo(60);
    }

    @Test
    void who_insists_from_afar_need_not_say_again_that_everybody_is_out() {
        house.opens("window");
        var refused = house.answer("/alarm/arm", Map.of("mode", "AWAY", "left", "yes"));
        house.closes("window");
        assertThat(refused).contains("in spite of it", "name=\"left\" value=\"yes\"");
    }

    @Test
    void while_zigbee2mqtt_is_off_the_page_says_so_and_nobody_is_taken_for_at_home() {
        house.zigbee("bridge/state", "{\"state\":\"online\"}");
        house.zigbee("bridge/state", "{\"state\":\"offline\"}");
        house.looks();
        var page = house.sees("/alarm");
        house.arms("ARMED_AWAY");
        house.passes(60);
        house.zigbee(
                "bridge/state",
                "{\"state\":\"online\"}"); // the house is that of the other tests, too
        house.stands("ARMED_AWAY");
        assertThat(page)
                .contains("Zigbee2MQTT is off: none of its devices is heard")
                .doesNotContain("Everything is closed and answers");
    }

    @Test
    void a_front_door_left_open_gives_time_to_disarm_and_then_it_is_an_alarm() {
        house.arms("ARMED_AWAY");
        house.opens("door");
        house.passes(60);
        house.stands("PENDING");
        assertThat(house.said()).containsExactly("ARMING", "ARMED", "EXIT_ERROR", "ENTRY_DELAY");
        house.passes(29);
        house.counts(1);
        house.passes(1);
        house.stands("TRIGGERED");
        assertThat(house.said()).endsWith("ENTRY_DELAY", "ALARM");
        assertThat(house.event("ALARM").path("payload").path("zone").asString(""))
                .isEqualTo("front-door");
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "PENDING", "TRIGGERED");
    }

    @Test
    void whoever_comes_home_has_thirty_seconds_to_disarm_and_alarms_nobody() {
        house.isLeft();
        house.opens("door");
        house.stands("PENDING");
        house.moves("hall");
        house.passes(29);
        house.counts(1);
        house.disarms();
        house.stands("DISARMED");
        house.closes("door");
        house.passes(60);
        assertThat(house.said())
                .containsExactly("ARMING", "ARMED", "ENTRY_DELAY", "NEAR_MISS", "DISARMED");
        assertThat(house.states())
                .containsExactly("DISARMED", "ARMING", "ARMED_AWAY", "PENDING", "DISARMED");
    }

    /// Time to disarm and abort window together: a minute.
    @Test
    void a_minute_after_the_door_opened_an_alarm_that_nobody_took_back_is_told_outside() {
        house.isLeft();
        house.opens("door");
        house.passes(29);
        house.stands("PENDING");
        house.passes(1);
        house.stands("TRIGGERED");
        house.passes(29);
        assertThat(house.said()).containsExactly("ARMING", "ARMED", "ENTRY_DELAY", "ALARM");
        house.passes(1);
        assertThat(house.said()).endsWith("ALARM", "ALARM_REPORTED");
        assertThat(house.secondsBetween("ENTRY_DELAY", "ALARM")).isEqualTo(30);
        assertThat(house.secondsBetween("ENTRY_DELAY", "ALARM_REPORTED")).isEqualTo(60);
        assertThat(house.event("ALARM").path("why").asString(""))
                .contains("front-door opened, a way in, and nobody disarmed in time");
    }

    @Test
    void an_alarm_taken_back_within_thirty_seconds_was_told_to_nobody_and_the_log_says_so() {
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
        house.passes(29);
        house.disarms();
        house.stands("DISARMED");
        house.closes("window");
        house.passes(3600);
        assertThat(house.said())
                .containsExactly("ARMING", "ARMED", "ALARM", "DISARMED", "ALARM_CANCELLED");
        assertThat(house.event("ALARM_CANCELLED").path("why").asString(""))
                .contains("anna took it back before anybody outside was told");
        assertThat(house.states())
                .containsExactly("DISARMED", "ARMING", "ARMED_AWAY", "TRIGGERED", "DISARMED");
    }

    @Test
    void smoke_is_told_outside_at_once_in_a_disarmed_house_too_and_nothing_takes_that_back() {
        house.says("kitchen/smoke", "{\"value\":true}");
        house.stands("TRIGGERED");
        assertThat(house.said()).containsExactly("ALARM", "ALARM_REPORTED");
        assertThat(house.at("ALARM_REPORTED")).isEqualTo(house.at("ALARM"));
        assertThat(house.by()).isEqualTo("kitchen.smoke");
        house.disarms();
        house.stands("DISARMED");
        assertThat(house.said()).containsExactly("ALARM", "ALARM_REPORTED", "DISARMED");
        assertThat(house.states()).containsExactly("DISARMED", "TRIGGERED", "DISARMED");
    }

    @Test
    void smoke_beside_a_break_in_that_was_told_is_told_outside_at_once_too() {
        house.isLeft();
        house.opens("window");
        house.closes("window");
        house.passes(30);
        assertThat(house.said()).endsWith("ALARM", "ALARM_REPORTED");
        house.says("kitchen/smoke", "{\"value\":true}");
        house.looks();
        assertThat(house.said()).endsWith("ALARM_REPORTED", "ALARM_ALSO", "ALARM_REPORTED");
        assertThat(house.event("ALARM_REPORTED").path("payload").path("zone").asString(""))
                .isEqualTo("kitchen.smoke");
    }

    /// It rattles in the wind.
    private void theWindowAlarmsTwice() {
        for (int alarm = 0; alarm < 2; alarm++) {
            house.opens("window");
            house.stands("TRIGGERED");
            house.closes("window");
            house.passes(300);
            house.stands("ARMED_AWAY");
        }
    }

    @Test
    void a_window_that_alarmed_twice_is_left_out_until_somebody_disarms() {
        house.isLeft();
        theWindowAlarmsTwice();
        house.opens("window");
        house.closes("window");
        house.looks();
        assertThat(house.said())
                .containsExactly(
                        "ARMING",
                        "ARMED",
                        "ALARM",
                        "ALARM_REPORTED",
                        "SIREN_ENDED",
                        "ALARM",
                        "ZONE_BYPASSED",
                        "ALARM_REPORTED",
                        "SIREN_ENDED",
                        "NEAR_MISS");
        assertThat(house.states()).endsWith("TRIGGERED", "ARMED_AWAY");
        house.disarms();
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
    }

    @Test
    void a_window_that_was_left_out_so_is_watched_again_after_two_days() {
        house.isLeft();
        theWindowAlarmsTwice();
        house.passes(Duration.ofHours(47).toSeconds());
        assertThat(house.said()).endsWith("SIREN_ENDED");
        house.passes(Duration.ofHours(1).toSeconds());
        assertThat(house.said()).endsWith("ZONE_RESTORED");
        house.opens("window");
        house.stands("TRIGGERED");
    }

    @Test
    void smoke_alarms_the_fourth_time_as_it_did_the_first() {
        house.arms("ARMED_HOME");
        for (int alarm = 1; alarm <= 4; alarm++) {
            house.says("kitchen/smoke", "{\"value\":true}");
            house.stands("TRIGGERED");
            house.says("kitchen/smoke", "{\"value\":false}");
            house.passes(300);
            house.stands("ARMED_HOME");
            assertThat(house.events("panel", "ALARM")).hasSize(alarm);
            assertThat(house.events("panel", "ALARM_REPORTED")).hasSize(alarm);
        }
        assertThat(house.said()).doesNotContain("ZONE_BYPASSED");
    }

    @Test
    void one_of_two_sensors_in_the_attic_is_no_alarm_and_both_within_a_minute_are() {
        house.isLeft();
        house.moves("attic-left");
        house.passes(61);
        house.moves("attic-right");
        house.passes(60);
        assertThat(house.said()).containsExactly("ARMING", "ARMED", "NEAR_MISS", "NEAR_MISS");
        house.moves("attic-left");
        house.stands("TRIGGERED");
        assertThat(house.said()).endsWith("NEAR_MISS", "ALARM");
        assertThat(house.event("ALARM").path("why").asString(""))
                .contains("attic-left, and others of its group before");
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_AWAY", "TRIGGERED");
    }
}
