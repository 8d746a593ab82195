package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The house dies by SIGKILL where two things run at once, or where it had to remember what was
/// before: it goes on with all of it, at the same moments.
class KilledMidwayTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.startApart(folder, PanelHouse.USUAL);
    }

    private void dies(int seconds) {
        house = house.dies(Duration.ofSeconds(seconds));
    }

    private static void isAt(Instant told, Instant due) {
        assertThat(told).isCloseTo(due, within(100, ChronoUnit.MILLIS));
    }

    private void smokes() {
        house.says("kitchen/smoke", "{\"value\":true}");
        house.stands("TRIGGERED");
    }

    @Test
    void a_house_that_is_dead_when_the_time_to_leave_ends_is_armed_as_soon_as_it_lives() {
        house.arms("ARMED_AWAY");
        house.goesOut();
        house.looks();
        dies(3_600);
        house.stands("ARMED_AWAY");
        assertThat(house.said()).containsExactly("ARMING", "PANEL_RESUMED", "ARMED");
        house.moves("hall");
        house.stands("TRIGGERED");
    }

    @Test
    void a_door_left_open_alarms_at_the_same_moment_whatever_died_meanwhile() {
        house.arms("ARMED_AWAY");
        house.opens("door");
        house.passes(60);
        house.stands("PENDING");
        var due = house.at("EXIT_ERROR").plusSeconds(30);
        isAt(house.deadline(), due);
        house.passes(10);
        dies(5);
        isAt(house.deadline(), due);
        house.passes(14);
        house.stands("PENDING");
        house.passes(1);
        house.stands("TRIGGERED");
        isAt(house.at("ALARM"), due);
        assertThat(house.event("ALARM").path("why").asString("")).contains("was left open");
    }

    @Test
    void who_comes_home_to_smoke_has_the_same_time_to_disarm_whatever_died_meanwhile() {
        house.isLeft();
        smokes();
        house.opens("door");
        house.looks();
        var due = house.at("ENTRY_DELAY").plusSeconds(30);
        isAt(house.deadline(), due);
        house.passes(10);
        dies(5);
        house.stands("TRIGGERED");
        isAt(house.deadline(), due);
        house.passes(14);
        assertThat(house.said()).doesNotContain("ALARM_ALSO").contains("CUT_WHILE_ENTERING");
        house.passes(1);
        isAt(house.at("ALARM_ALSO"), due);
    }

    @Test
    void who_leaves_because_of_smoke_has_the_same_time_whatever_died_meanwhile() {
        house.arms("ARMED_AWAY");
        house.goesOut();
        house.looks();
        smokes();
        house.passes(30);
        dies(10);
        isAt(house.deadline(), house.at("ARMING").plusSeconds(60));
        house.passes(20);
        assertThat(house.said()).endsWith("ARMED");
        isAt(house.at("ARMED"), house.at("ARMING").plusSeconds(60));
        house.stands("TRIGGERED");
    }

    @Test
    void tampering_in_a_disarmed_house_is_told_outside_and_ends_at_the_same_moments() {
        house.says("siren-box/tamper", "{\"value\":true}");
        house.stands("TRIGGERED");
        var alarm = house.at("ALARM");
        dies(10);
        isAt(house.deadline(), alarm.plusSeconds(30));
        house.clock.passes(Duration.ofSeconds(20)); // the gate tells nothing in a disarmed house
        Await.until(
                "it is told outside",
                PanelHouse.SOON,
                () -> house.said().contains("ALARM_REPORTED"));
        isAt(house.at("ALARM_REPORTED"), alarm.plusSeconds(30));
        dies(10);
        isAt(house.deadline(), alarm.plusSeconds(300));
        house.clock.passes(Duration.ofSeconds(260));
        house.stands("DISARMED");
        isAt(house.at("ALARM_OVER"), alarm.plusSeconds(300));
    }

    @Test
    void what_should_have_been_told_outside_meanwhile_is_told_as_soon_as_the_house_lives() {
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
        dies(60);
        house.looks();
        assertThat(house.said()).endsWith("PANEL_RESUMED", "ALARM_REPORTED");
        isAt(house.at("ALARM_REPORTED"), house.clock.instant());
    }

    @Test
    void a_siren_that_should_have_ended_meanwhile_is_over_and_the_house_stays_armed() {
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
        dies(3_600);
        house.stands("ARMED_AWAY");
        house.looks();
        assertThat(house.said())
                .containsExactly(
                        "ARMING",
                        "ARMED",
                        "ALARM",
                        "PANEL_RESUMED",
                        "ALARM_REPORTED",
                        "SIREN_ENDED",
                        "ZONE_BYPASSED");
    }

    @Test
    void a_sensor_that_alarmed_twice_is_left_out_though_the_house_died_in_between() {
        house.isLeft();
        for (int alarm = 0; alarm < 2; alarm++) {
            house.moves("hall");
            house.stands("TRIGGERED");
            dies(1);
            house.passes(299);
            house.stands("ARMED_AWAY");
        }
        house.moves("hall");
        house.looks();
        dies(1);
        house.moves("hall");
        house.looks();
        house.stands("ARMED_AWAY");
        assertThat(house.said()).containsOnlyOnce("ZONE_BYPASSED");
    }
}
