package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/// What a house that dies by SIGKILL remembers beside the deadline that runs: how often a zone
/// alarmed, what is left out and for how long, who opened just before, what alarms day and night.
class KilledMemoryTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.startApart(folder, PanelHouse.USUAL);
    }

    private static void isAt(Instant told, Instant deadline) {
        assertThat(told).isCloseTo(deadline, within(100, ChronoUnit.MILLIS));
    }

    private void windowAlarms() {
        house.opens("window");
        house.stands("TRIGGERED");
        house.closes("window");
        house.looks();
    }

    /// Time passes, and the panel decides by it, in a house where nothing is watched but dangers.
    private void passesUnarmed(long seconds) {
        house.clock.passes(Duration.ofSeconds(seconds));
        assertThat(house.asks("ARMED_HOME", "").path("reason").asString("")).isEqualTo("not_now");
    }

    @Test
    void a_window_that_alarmed_once_before_the_house_was_killed_is_left_out_after_its_second() {
        house.isLeft();
        windowAlarms();
        house.passes(300);
        house.stands("ARMED_AWAY");
        house = house.dies(Duration.ofMinutes(10));
        windowAlarms();
        assertThat(house.said()).endsWith("PANEL_RESUMED", "ALARM", "ZONE_BYPASSED");
        house.passes(300);
        house.stands("ARMED_AWAY");
        house.opens("window");
        house.closes("window");
        house.looks();
        assertThat(house.said()).endsWith("SIREN_ENDED", "NEAR_MISS");
        house.stands("ARMED_AWAY");
    }

    @Test
    void two_days_for_which_a_window_is_left_out_are_no_longer_when_the_house_is_killed_in_them() {
        house.isLeft();
        windowAlarms();
        house.passes(300);
        windowAlarms();
        var again = house.at("ZONE_BYPASSED").plus(Duration.ofDays(2));
        house.passes(300);
        house = house.dies(Duration.ofHours(40));
        house.passes(Duration.between(house.clock.instant(), again).toSeconds() - 1);
        assertThat(house.said()).endsWith("SIREN_ENDED", "PANEL_RESUMED");
        house.passes(1);
        isAt(house.at("ZONE_RESTORED"), again);
        windowAlarms();
    }

    @Test
    void tampering_in_a_disarmed_house_that_is_killed_is_told_and_over_at_the_same_moments() {
        house.says("siren-box/tamper", "{\"value\":true}");
        house.stands("TRIGGERED");
        house.says("siren-box/tamper", "{\"value\":false}");
        var alarm = house.at("ALARM");
        isAt(house.deadline(), alarm.plusSeconds(30));
        house = house.dies(Duration.ofSeconds(10));
        house.stands("TRIGGERED");
        isAt(house.deadline(), alarm.plusSeconds(30));
        passesUnarmed(19);
        assertThat(house.said()).doesNotContain("ALARM_REPORTED");
        passesUnarmed(1);
        isAt(house.at("ALARM_REPORTED"), alarm.plusSeconds(30));
        house = house.dies(Duration.ZERO);
        isAt(house.deadline(), alarm.plusSeconds(300));
        passesUnarmed(269);
        assertThat(house.said()).doesNotContain("ALARM_OVER");
        house.clock.passes(Duration.ofSeconds(1));
        house.stands("DISARMED");
        isAt(house.at("ALARM_OVER"), alarm.plusSeconds(300));
    }

    @Test
    void tampering_that_nobody_took_back_while_the_house_was_dead_is_told_and_over_afterwards() {
        house.says("siren-box/tamper", "{\"value\":true}");
        house.stands("TRIGGERED");
        house = house.dies(Duration.ofHours(2));
        house.stands("DISARMED");
        assertThat(house.said())
                .containsExactly("ALARM", "PANEL_RESUMED", "ALARM_REPORTED", "ALARM_OVER");
        isAt(house.at("ALARM_OVER"), house.clock.instant());
    }

    @Test
    void smoke_that_goes_on_past_its_siren_is_still_an_alarm_in_a_house_that_was_killed() {
        house.says("kitchen/smoke", "{\"value\":true}");
        house.stands("TRIGGERED");
        house = house.dies(Duration.ofHours(1));
        house.stands("TRIGGERED");
        Await.until("told", PanelHouse.SOON, () -> house.said().contains("DANGER_GOES_ON"));
        house = house.dies(Duration.ofHours(1));
        passesUnarmed(3_600);
        assertThat(house.sees("/api/panel")).contains("\"state\":\"TRIGGERED\"");
        house.says("kitchen/smoke", "{\"value\":false}");
        house.stands("DISARMED");
        assertThat(house.said()).endsWith("PANEL_RESUMED", "ALARM_OVER");
    }

    @Test
    void one_of_two_sensors_counts_for_its_minute_also_when_the_house_is_killed_in_it() {
        house.isLeft();
        house.moves("attic-left");
        house.looks();
        house = house.dies(Duration.ofSeconds(50));
        house.moves("attic-right");
        house.stands("TRIGGERED");
        assertThat(house.event("ALARM").path("why").asString("")).contains("others of its group");
    }

    @Test
    void a_second_zone_within_half_an_hour_confirms_the_alarm_of_a_house_that_was_killed_between() {
        house.isLeft();
        windowAlarms();
        house = house.dies(Duration.ofMinutes(29));
        house.stands("ARMED_AWAY");
        house.moves("hall");
        house.stands("TRIGGERED");
        house.looks();
        assertThat(house.said()).endsWith("SIREN_ENDED", "ALARM", "ALARM_CONFIRMED");
    }

    @Test
    void a_window_left_out_by_hand_is_so_after_a_kill_and_only_until_somebody_disarms() {
        assertThat(house.posts("/alarm/zone", Map.of("zone", "window", "out", "yes")))
                .isEqualTo(303);
        house.isLeft();
        house = house.dies(Duration.ofMinutes(1));
        house.opens("window");
        house.closes("window");
        house.looks();
        assertThat(house.said()).endsWith("PANEL_RESUMED", "NEAR_MISS");
        house.disarms();
        house.isLeft();
        windowAlarms();
    }

    @Test
    void whoever_left_unheard_while_the_house_was_dead_is_not_taken_for_at_home() {
        house.arms("ARMED_AWAY");
        house = house.dies(Duration.ofSeconds(61));
        house.stands("ARMED_AWAY");
        assertThat(house.said()).containsExactly("ARMING", "PANEL_RESUMED", "ARMED");
        house.moves("hall");
        house.stands("TRIGGERED");
    }

    @Test
    void in_a_house_that_was_killed_in_the_time_to_disarm_the_pin_still_ends_it() {
        house.isLeft();
        house.opens("door");
        house.stands("PENDING");
        house = house.dies(Duration.ofSeconds(5));
        house.disarms();
        house.stands("DISARMED");
        house.passes(60);
        assertThat(house.said())
                .endsWith("ENTRY_DELAY", "PANEL_RESUMED", "CUT_WHILE_ENTERING", "DISARMED");
    }

    @Test
    void a_clock_that_is_set_before_a_house_is_killed_makes_the_time_to_leave_no_other() {
        house.arms("ARMED_AWAY");
        house.goesOut();
        house.passes(10);
        var clock = house.clock;
        clock.isSetTo(clock.instant().plus(Duration.ofHours(1)));
        house.shows(50);
        house.passes(1);
        house = house.dies(Duration.ZERO);
        house.shows(49);
        clock.isSetTo(clock.instant().minus(Duration.ofHours(1)));
        house.shows(49);
        house.passes(48);
        house.counts(1);
        assertThat(house.said()).containsExactly("ARMING", "PANEL_RESUMED");
        house.passes(1);
        house.stands("ARMED_AWAY");
    }
}
