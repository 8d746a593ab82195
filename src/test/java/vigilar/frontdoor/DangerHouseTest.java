package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What alarms in a house that nobody armed, beside smoke and tampering, and what somebody leaves
/// out by hand: from what a sensor says to the journal and to what the bus keeps.
class DangerHouseTest extends PanelStories {
    private static final String ON = "{\"value\":true}";
    private static final String OFF = "{\"value\":false}";

    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(
                folder,
                PanelHouse.USUAL
                        + """
                        [[device]]
                        topic = "own/cellar"
                        name = "cellar"
                        kind = "pulse"
                        type = "SMOKE"
                        severity = "critical"
                        """);
    }

    @BeforeEach
    void dry() {
        for (var danger : new String[] {"bath/leak", "boiler/gas", "boiler/co"}) {
            house.says(danger, OFF);
        }
        leavesOut("bath.water_leak", "no");
        house.passes(Duration.ofHours(1).toSeconds()); // the story before confirms no alarm
        house.begins();
    }

    private int leavesOut(String zone, String out) {
        return house.posts("/alarm/zone", Map.of("zone", zone, "out", out));
    }

    /// Time passes, and the panel decides by it, in a house where nothing is watched but dangers.
    private void passesUnarmed(long seconds) {
        house.clock.passes(Duration.ofSeconds(seconds));
        assertThat(house.asks("ARMED_HOME", "").path("reason").asString("")).isEqualTo("not_now");
    }

    private void leaks() {
        house.says("bath/leak", ON);
        house.says("bath/leak", OFF);
    }

    @Test
    void water_on_the_floor_of_a_disarmed_house_is_an_alarm_and_told_after_thirty_seconds() {
        house.says("bath/leak", ON);
        house.stands("TRIGGERED");
        assertThat(house.by()).isEqualTo("bath.water_leak");
        passesUnarmed(29);
        assertThat(house.events("panel", "ALARM")).hasSize(1);
        assertThat(house.events("panel", "ALARM_REPORTED")).isEmpty();
        passesUnarmed(1);
        assertThat(house.events("panel", "ALARM_REPORTED")).hasSize(1);
        assertThat(house.secondsBetween("ALARM", "ALARM_REPORTED")).isEqualTo(30);
        passesUnarmed(269);
        house.clock.passes(Duration.ofSeconds(1));
        house.stands("DISARMED");
        assertThat(house.secondsBetween("ALARM", "ALARM_OVER")).isEqualTo(300);
        assertThat(house.states()).containsExactly("DISARMED", "TRIGGERED", "DISARMED");
    }

    @Test
    void water_that_somebody_mopped_up_and_took_back_in_time_is_told_to_nobody() {
        leaks();
        house.stands("TRIGGERED");
        passesUnarmed(20);
        house.disarms();
        house.stands("DISARMED");
        house.passes(600);
        assertThat(house.said()).endsWith("DISARMED", "ALARM_CANCELLED");
        assertThat(house.events("panel", "ALARM_REPORTED")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gas,gas", "co,carbon_monoxide"})
    void gas_and_carbon_monoxide_in_a_disarmed_house_are_told_at_once_and_last_until_it_is_clear(
            String says, String zone) {
        house.says("boiler/" + says, ON);
        house.stands("TRIGGERED");
        assertThat(house.by()).isEqualTo("boiler." + zone);
        assertThat(house.said()).containsExactly("ALARM", "ALARM_REPORTED");
        assertThat(house.at("ALARM_REPORTED")).isEqualTo(house.at("ALARM"));
        assertThat(house.event("ALARM").path("severity").asString("")).isEqualTo("CRITICAL");
        passesUnarmed(301);
        assertThat(house.events("panel", "DANGER_GOES_ON")).hasSize(1);
        house.says("boiler/" + says, OFF);
        house.stands("DISARMED");
        assertThat(house.said()).endsWith("ALARM_OVER");
        assertThat(house.states()).containsExactly("DISARMED", "TRIGGERED", "DISARMED");
    }

    @Test
    void a_window_that_somebody_leaves_out_is_named_with_them_and_alarms_nobody_for_one_arming() {
        assertThat(leavesOut("window", "yes")).isEqualTo(303);
        var left = house.event("ZONE_BYPASSED");
        assertThat(left.path("payload").path("zone").asString("")).isEqualTo("window");
        assertThat(left.path("payload").path("person").asString("")).isEqualTo("anna");
        assertThat(house.sees("/api/panel")).contains("\"out\":\"BY_HAND\"");
        house.isLeft();
        house.opens("window");
        house.closes("window");
        house.passes(60);
        assertThat(house.said()).containsExactly("ZONE_BYPASSED", "ARMING", "ARMED", "NEAR_MISS");
        assertThat(house.event("NEAR_MISS").path("why").asString("")).contains("left out");
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_AWAY");
        house.disarms();
        house.stands("DISARMED");
        assertThat(house.sees("/api/panel")).doesNotContain("BY_HAND");
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
    }

    @Test
    void a_window_that_is_taken_in_again_before_somebody_arms_alarms() {
        assertThat(leavesOut("window", "yes")).isEqualTo(303);
        assertThat(leavesOut("window", "no")).isEqualTo(303);
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
        assertThat(house.said())
                .containsExactly("ZONE_BYPASSED", "ZONE_RESTORED", "ARMING", "ARMED", "ALARM");
    }

    @Test
    void in_an_armed_house_nobody_leaves_out_a_window_before_it_is_disarmed() {
        house.isLeft();
        assertThat(leavesOut("window", "yes")).isEqualTo(422);
        house.opens("window");
        house.stands("TRIGGERED");
        assertThat(house.said()).containsExactly("ARMING", "ARMED", "ALARM");
    }

    @Test
    void smoke_cannot_be_left_out_by_anybody() {
        assertThat(leavesOut("kitchen.smoke", "yes")).isEqualTo(422);
        house.says("kitchen/smoke", ON);
        house.stands("TRIGGERED");
        assertThat(house.said())
                .doesNotContain("ZONE_BYPASSED")
                .endsWith("ALARM", "ALARM_REPORTED");
    }

    @Test
    void a_leak_that_is_left_out_by_hand_in_a_house_that_nobody_arms_is_watched_after_two_days() {
        leaks();
        house.stands("TRIGGERED");
        house.begins(); // by now the sensor is known
        assertThat(leavesOut("bath.water_leak", "yes")).isEqualTo(303);
        leaks();
        house.looks();
        assertThat(house.said()).containsExactly("ZONE_BYPASSED", "NEAR_MISS");
        house.passes(Duration.ofDays(2).toSeconds() - 1);
        leaks();
        house.looks();
        assertThat(house.said()).containsExactly("ZONE_BYPASSED", "NEAR_MISS", "NEAR_MISS");
        assertThat(house.states()).containsExactly("DISARMED");
        house.passes(1);
        assertThat(house.said()).endsWith("ZONE_RESTORED");
        leaks();
        house.stands("TRIGGERED");
    }

    @ParameterizedTest
    @CsvSource({"kitchen/smoke,kitchen.smoke", "boiler/gas,boiler.gas"})
    void a_detector_that_never_says_that_it_is_clear_keeps_nobody_from_arming_and_is_named(
            String says, String zone) {
        house.says(says, ON);
        house.stands("TRIGGERED");
        house.disarms();
        house.stands("DISARMED");
        assertThat(house.sees("/alarm")).contains(zone + " still tells of danger");
        assertThat(house.sees("/api/panel")).contains("Still tells of danger: " + zone);
        var answer = house.asks("ARMED_HOME", "");
        assertThat(answer.path("reason").asString("")).isEqualTo("done");
        assertThat(answer.path("message").asString("")).contains("Still tells of danger: " + zone);
        house.stands("ARMED_HOME");
        house.says(says, ON);
        house.stands("TRIGGERED");
        house.says(says, OFF);
        house.disarms();
    }

    @Test
    void smoke_of_a_device_that_knows_no_end_alarms_each_time_and_stands_against_nothing() {
        for (int time = 1; time <= 2; time++) {
            house.keypad.says("own/cellar", "smoke", false);
            house.stands("TRIGGERED");
            assertThat(house.by()).isEqualTo("cellar.smoke");
            house.disarms();
            house.stands("DISARMED");
            assertThat(house.sees("/alarm")).doesNotContain("cellar.smoke still tells of danger");
        }
        assertThat(house.said())
                .containsExactly(
                        "ALARM",
                        "ALARM_REPORTED",
                        "DISARMED",
                        "ALARM",
                        "ALARM_REPORTED",
                        "DISARMED");
        house.arms("ARMED_HOME");
    }
}
