package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// A house in which there is time to leave and to disarm at home and at night too, other than away.
class DelaysByModeTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.startApart(
                folder,
                """
                [panel]
                exit_delay_home = 45
                exit_delay_night = 20
                entry_delay = 40
                entry_delay_night = 15
                [backup]
                nightly = false
                [[zone]]
                name = "back-door"
                kind = "entry"
                devices = ["back-door"]
                entry_delay = 50
                """
                        + PanelHouse.ZONES);
    }

    private void alarmsAfter(int seconds, String door) {
        house.opens(door);
        house.stands("PENDING");
        house.passes(seconds - 1);
        house.counts(1);
        assertThat(house.tick("delay")).isEqualTo("entry");
        house.passes(1);
        house.stands("TRIGGERED");
        house.closes(door);
        assertThat(house.secondsBetween("ENTRY_DELAY", "ALARM")).isEqualTo(seconds);
        house.disarms();
        house.stands("DISARMED");
    }

    private void isArmed(String mode, int seconds) {
        house.arms(mode);
        house.passes(seconds);
        house.stands(mode);
    }

    @Test
    void whoever_arms_home_has_the_time_that_was_set_and_a_keypad_counts_it_down() {
        house.arms("ARMED_HOME");
        house.stands("ARMING");
        house.passes(44);
        house.counts(1);
        assertThat(house.tick("delay")).isEqualTo("exit");
        assertThat(house.tick("mode")).isEqualTo("ARMED_HOME");
        house.passes(1);
        house.stands("ARMED_HOME");
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_HOME");
        assertThat(house.secondsBetween("ARMING", "ARMED")).isEqualTo(45);
        assertThat(house.said())
                .as("that nobody left is of matter only to who arms away")
                .containsExactly("ARMING", "ARMED");
    }

    @Test
    void a_window_opened_while_the_night_begins_is_told_and_afterwards_it_is_an_alarm() {
        house.arms("ARMED_NIGHT");
        house.opens("window");
        house.closes("window");
        house.passes(20);
        house.stands("ARMED_NIGHT");
        assertThat(house.said()).containsExactly("ARMING", "NEAR_MISS", "ARMED");
        house.opens("window");
        house.stands("TRIGGERED");
        house.closes("window");
    }

    @Test
    void a_house_killed_within_the_time_to_leave_for_home_is_armed_at_the_same_moment() {
        house.arms("ARMED_HOME");
        house.passes(20);
        var deadline = house.deadline();
        house = house.dies(Duration.ofSeconds(5));
        house.stands("ARMING");
        house.passes(1);
        house.counts(19);
        assertThat(house.tick("mode")).isEqualTo("ARMED_HOME");
        house.passes(19);
        house.stands("ARMED_HOME");
        assertThat(house.at("ARMED")).isCloseTo(deadline, within(100, ChronoUnit.MILLIS));
        assertThat(house.said()).containsExactly("ARMING", "PANEL_RESUMED", "ARMED");
    }

    @Test
    void there_is_less_time_to_disarm_at_night_and_at_home_as_much_as_away() {
        isArmed("ARMED_NIGHT", 20);
        alarmsAfter(15, "door");
        isArmed("ARMED_HOME", 45);
        alarmsAfter(40, "door");
    }

    @Test
    void a_door_with_a_time_of_its_own_has_it_at_night_too() {
        house.closes("back-door");
        isArmed("ARMED_NIGHT", 20);
        alarmsAfter(50, "back-door");
    }

    @Test
    void the_page_says_in_plain_words_which_times_are_not_what_the_standards_ask_for() {
        assertThat(house.sees("/alarm"))
                .contains("Worth changing in the settings")
                .contains("panel.entry_delay_night = 15: CP-01 asks for at least 30 s to disarm")
                .contains(
                        "zone back-door: entry_delay = 50: with panel.abort_window = 30 a burglar"
                                + " has 80 s before phones are told")
                .doesNotContain("panel.exit_delay");
    }
}
