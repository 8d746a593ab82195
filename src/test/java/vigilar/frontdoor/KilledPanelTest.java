package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The house dies by SIGKILL at each step of leaving, of coming home and of an alarm, and comes
/// back: nothing begins anew, and each deadline is the one of before.
class KilledPanelTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.startApart(folder, PanelHouse.USUAL);
    }

    private void diesAndComesBackAt(Instant deadline) {
        house = house.dies(Duration.ZERO);
        isAt(house.deadline(), deadline);
    }

    private static void isAt(Instant told, Instant deadline) {
        assertThat(told).isCloseTo(deadline, within(100, ChronoUnit.MILLIS));
    }

    private void passesUntilOneSecondBefore(Instant deadline) {
        house.passes(Duration.between(house.clock.instant(), deadline).toSeconds() - 1);
    }

    @Test
    void a_house_killed_while_somebody_leaves_is_armed_at_the_same_moment() {
        house.arms("ARMED_AWAY");
        house.stands("ARMING");
        diesAndComesBackAt(house.deadline());
        house.stands("ARMING");
        house.goesOut();
        house.passes(50);
        house.counts(10);
        house.goesOut();
        house.looks();
        var deadline = house.deadline();
        isAt(deadline, house.clock.instant().plusSeconds(60));
        diesAndComesBackAt(deadline);
        house.passes(1);
        house.counts(59);
        house.goesOut(); // once is once, whatever died meanwhile
        passesUntilOneSecondBefore(deadline);
        house.stands("ARMING");
        house.counts(1);
        house.passes(1);
        house.stands("ARMED_AWAY");
        isAt(house.at("ARMED"), deadline);
        assertThat(house.said())
                .containsExactly(
                        "ARMING", "PANEL_RESUMED", "EXIT_RESTARTED", "PANEL_RESUMED", "ARMED");
    }

    @Test
    void a_house_killed_while_it_is_armed_stays_armed_and_alarms_nobody() {
        house.isLeft();
        house = house.dies(Duration.ofHours(1));
        house.stands("ARMED_AWAY");
        house.closes("window");
        house.closes("door");
        house.passes(3_600);
        assertThat(house.said()).containsExactly("ARMING", "ARMED", "PANEL_RESUMED");
        // the broker may not have kept the newest word yet when it was killed
        assertThat(house.states()).isSubsetOf("ARMING", "ARMED_AWAY").endsWith("ARMED_AWAY");
        house.opens("window");
        house.stands("TRIGGERED");
        assertThat(house.event("ALARM").path("why").asString("")).contains("window opened");
    }

    @Test
    void a_house_killed_while_somebody_comes_in_alarms_at_the_same_moment() {
        house.isLeft();
        house.opens("door");
        house.stands("PENDING");
        var deadline = house.deadline();
        isAt(deadline, house.clock.instant().plusSeconds(30));
        diesAndComesBackAt(deadline);
        house.stands("PENDING");
        house.moves("hall");
        house.passes(10);
        house.counts(20);
        house = house.dies(Duration.ofSeconds(5)); // the power is away for so long
        isAt(house.deadline(), deadline);
        house.passes(1);
        house.counts(14);
        passesUntilOneSecondBefore(deadline);
        house.stands("PENDING");
        house.passes(1);
        house.stands("TRIGGERED");
        isAt(house.at("ALARM"), deadline);
        assertThat(house.said())
                .containsExactly(
                        "ARMING",
                        "ARMED",
                        "ENTRY_DELAY",
                        "PANEL_RESUMED",
                        "CUT_WHILE_ENTERING",
                        "NEAR_MISS",
                        "PANEL_RESUMED",
                        "CUT_WHILE_ENTERING",
                        "ALARM");
    }

    @Test
    void a_clock_that_somebody_set_before_the_house_was_killed_moves_no_deadline_either() {
        house.isLeft();
        house.opens("door");
        house.stands("PENDING");
        house.passes(10);
        var clock = house.clock;
        clock.isSetTo(clock.instant().minus(Duration.ofHours(1)));
        house.shows(20);
        clock.passes(Duration.ofSeconds(5));
        house = house.dies(Duration.ZERO);
        house.shows(15);
        clock.isSetTo(clock.instant().plus(Duration.ofHours(2)));
        house.shows(15);
        house = house.dies(Duration.ofSeconds(5));
        house.passes(9);
        house.counts(1);
        house.stands("PENDING");
        house.passes(1);
        house.stands("TRIGGERED");
        clock.isSetTo(clock.instant().minus(Duration.ofHours(1)));
    }

    @Test
    void a_house_that_is_dead_when_the_time_to_disarm_ends_alarms_as_soon_as_it_lives() {
        house.isLeft();
        house.opens("door");
        house.stands("PENDING");
        house = house.dies(Duration.ofMinutes(10));
        house.stands("TRIGGERED");
        isAt(house.at("ALARM"), house.clock.instant());
        assertThat(house.event("ALARM").path("why").asString(""))
                .contains("nobody disarmed in time", "the panel was off, so 9 min late");
        house.passes(299);
        house.stands("TRIGGERED"); // its full time
        house.passes(1);
        house.stands("ARMED_AWAY");
    }

    @Test
    void a_house_killed_in_an_alarm_tells_it_outside_and_ends_it_at_the_same_moments() {
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
        var alarm = house.at("ALARM");
        house.passes(10);
        isAt(house.deadline(), alarm.plusSeconds(30));
        diesAndComesBackAt(alarm.plusSeconds(30));
        house.stands("TRIGGERED");
        house.passes(19);
        assertThat(house.said()).doesNotContain("ALARM_REPORTED");
        house.passes(1);
        isAt(house.at("ALARM_REPORTED"), alarm.plusSeconds(30));
        diesAndComesBackAt(alarm.plusSeconds(300));
        house.passes(269);
        house.stands("TRIGGERED");
        house.passes(1);
        house.stands("ARMED_AWAY");
        isAt(house.at("SIREN_ENDED"), alarm.plusSeconds(300));
        house = house.dies(Duration.ZERO);
        house.stands("ARMED_AWAY");
        house.looks();
        assertThat(house.said())
                .containsExactly(
                        "ARMING",
                        "ARMED",
                        "ALARM",
                        "PANEL_RESUMED",
                        "ALARM_REPORTED",
                        "PANEL_RESUMED",
                        "SIREN_ENDED",
                        "ZONE_BYPASSED",
                        "PANEL_RESUMED");
        house.moves("hall");
        house.stands("TRIGGERED");
    }
}
