package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;

/// A house with `en_like`, as EN 50131 asks for.
class EnLikeHouseTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(
                folder,
                """
                [panel]
                en_like = true
                entry_delay = 60
                [backup]
                nightly = false
                [[zone]]
                name = "back-door"
                kind = "entry"
                devices = ["back-door"]
                entry_delay = 200
                """
                        + PanelHouse.ZONES);
    }

    private void alarmsAfter45Seconds(String door) {
        house.isLeft();
        house.opens(door);
        house.stands("PENDING");
        house.passes(44);
        house.counts(1);
        house.passes(1);
        house.stands("TRIGGERED");
        house.closes(door);
        assertThat(house.said()).containsExactly("ARMING", "ARMED", "ENTRY_DELAY", "ALARM");
        assertThat(house.secondsBetween("ENTRY_DELAY", "ALARM")).isEqualTo(45);
    }

    @Test
    void one_has_45_seconds_to_disarm_although_a_minute_was_set() {
        alarmsAfter45Seconds("door");
    }

    @Test
    void one_has_45_seconds_to_disarm_by_a_door_of_which_more_was_set() {
        alarmsAfter45Seconds("back-door");
    }

    @Test
    void leaving_the_way_to_the_keypad_is_a_warning_and_thirty_seconds_later_an_alarm() {
        house.isLeft();
        house.opens("door");
        house.passes(5);
        house.moves("hall");
        house.opens("window");
        house.closes("window");
        house.passes(29);
        house.counts(1);
        assertThat(house.said())
                .containsExactly("ARMING", "ARMED", "ENTRY_DELAY", "NEAR_MISS", "ENTRY_PATH_LEFT");
        house.passes(1);
        house.stands("TRIGGERED");
        assertThat(house.secondsBetween("ENTRY_PATH_LEFT", "ALARM")).isEqualTo(30);
        assertThat(house.event("ALARM").path("why").asString(""))
                .contains("whoever came in left the way to the keypad");
        assertThat(house.states())
                .containsExactly("DISARMED", "ARMING", "ARMED_AWAY", "PENDING", "TRIGGERED");
    }

    @Test
    void who_comes_home_to_a_smoke_alarm_is_warned_too_before_the_window_is_a_break_in() {
        house.isLeft();
        house.says("kitchen/smoke", "{\"value\":true}");
        house.stands("TRIGGERED");
        house.opens("door");
        house.passes(5);
        house.opens("window");
        house.closes("window");
        house.passes(29);
        assertThat(house.said())
                .containsExactly(
                        "ARMING",
                        "ARMED",
                        "ALARM",
                        "ALARM_REPORTED",
                        "ENTRY_DELAY",
                        "ENTRY_PATH_LEFT");
        house.passes(1);
        assertThat(house.secondsBetween("ENTRY_PATH_LEFT", "ALARM_ALSO")).isEqualTo(30);
        assertThat(house.event("ALARM_ALSO").path("why").asString(""))
                .contains("whoever came in left the way to the keypad");
        house.closes("door");
    }

    @Test
    void leaving_the_way_to_the_keypad_late_gives_nobody_more_time() {
        house.isLeft();
        house.opens("door");
        house.passes(40);
        house.opens("window");
        house.closes("window");
        house.passes(4);
        assertThat(house.said()).endsWith("ENTRY_DELAY", "ENTRY_PATH_LEFT");
        house.passes(1);
        house.stands("TRIGGERED");
        assertThat(house.secondsBetween("ENTRY_DELAY", "ALARM")).isEqualTo(45);
    }
}
