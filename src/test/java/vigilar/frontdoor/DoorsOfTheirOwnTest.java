package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Zones that somebody has said something of: a last door, a slow garage, a door that chimes, a
/// window left out by hand; and the dangers that need no setting.
class DoorsOfTheirOwnTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(
                folder,
                PanelHouse.USUAL
                        + """
                        [[zone]]
                        name = "back-door"
                        kind = "entry"
                        devices = ["back-door"]
                        last_door = true
                        chime = true
                        [[zone]]
                        name = "garage"
                        kind = "entry"
                        devices = ["garage"]
                        exit_delay = 120
                        """);
    }

    /// Where the house is not armed the gate tells nothing.
    private void says(String type) {
        Await.until(type, PanelHouse.SOON, () -> house.said().contains(type));
    }

    private void zone(String zone, String out) {
        assertThat(house.posts("/alarm/zone", Map.of("zone", zone, "out", out))).isEqualTo(303);
    }

    @Test
    void who_leaves_by_the_last_door_has_an_armed_house_as_soon_as_it_is_closed() {
        house.arms("ARMED_AWAY");
        house.passes(5);
        house.opens("back-door");
        house.looks();
        assertThat(house.states()).endsWith("ARMING");
        house.closes("back-door");
        house.stands("ARMED_AWAY");
        assertThat(house.secondsBetween("ARMING", "ARMED")).isEqualTo(5);
    }

    @Test
    void where_the_garage_takes_two_minutes_everybody_has_them_to_leave() {
        house.arms("ARMED_AWAY");
        house.goesOut();
        house.passes(119);
        house.counts(1);
        house.passes(1);
        house.stands("ARMED_AWAY");
        assertThat(house.secondsBetween("ARMING", "ARMED")).isEqualTo(120);
    }

    @Test
    void a_slow_garage_that_is_left_out_lets_nobody_wait() {
        zone("garage", "yes");
        house.arms("ARMED_AWAY");
        house.goesOut();
        house.passes(60);
        house.stands("ARMED_AWAY");
        house.disarms();
        house.arms("ARMED_AWAY");
        house.shows(120);
    }

    @Test
    void a_door_chimes_in_a_disarmed_house_and_is_a_way_in_when_it_is_armed() {
        house.opens("back-door");
        house.closes("back-door");
        house.looks();
        assertThat(house.said()).containsExactly("CHIME");
        house.arms("ARMED_HOME");
        house.opens("back-door");
        house.stands("PENDING");
        house.closes("back-door");
        assertThat(house.said()).containsExactly("CHIME", "ARMED", "ENTRY_DELAY");
    }

    @Test
    void a_window_left_out_by_hand_is_left_out_of_one_arming_and_stands_in_the_log() {
        zone("window", "yes");
        house.arms("ARMED_HOME");
        house.opens("window");
        house.closes("window");
        house.looks();
        assertThat(house.states()).endsWith("ARMED_HOME");
        assertThat(house.said()).containsExactly("ZONE_BYPASSED", "ARMED", "NEAR_MISS");
        assertThat(house.event("ZONE_BYPASSED").path("payload").path("person").asString(""))
                .isEqualTo("anna");
        house.disarms();
        house.arms("ARMED_HOME");
        house.opens("window");
        house.stands("TRIGGERED");
    }

    @Test
    void a_window_taken_in_again_is_watched() {
        zone("window", "yes");
        zone("window", "no");
        house.arms("ARMED_HOME");
        house.opens("window");
        house.stands("TRIGGERED");
        assertThat(house.said())
                .containsExactly("ZONE_BYPASSED", "ZONE_RESTORED", "ARMED", "ALARM");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"cellar/leak, 30", "boiler/gas, 0", "bedroom/co, 0"})
    void a_danger_in_a_disarmed_house_is_an_alarm_and_told_outside(String device, int seconds) {
        house.says(device, "{\"value\":true}");
        house.stands("TRIGGERED");
        house.says(device, "{\"value\":false}");
        house.clock.passes(Duration.ofSeconds(seconds));
        says("ALARM_REPORTED");
        assertThat(house.said()).containsExactly("ALARM", "ALARM_REPORTED");
        assertThat(house.secondsBetween("ALARM", "ALARM_REPORTED")).isEqualTo(seconds);
        house.clock.passes(Duration.ofSeconds(300 - seconds));
        house.stands("DISARMED");
        assertThat(house.said()).endsWith("ALARM_OVER");
        assertThat(house.states()).containsExactly("DISARMED", "TRIGGERED", "DISARMED");
    }
}
