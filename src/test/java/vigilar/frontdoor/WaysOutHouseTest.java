package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Doors that are set as people set them: a front door that arms when it closes and chimes when it
/// opens, and a garage by which leaving takes longer. From what a door says to the journal and to
/// what the bus keeps.
class WaysOutHouseTest extends PanelStories {
    private static final String ZONES =
            PanelHouse.ZONES.replace(
                            "devices = [\"door\"]",
                            "devices = [\"door\"]\nlast_door = true\nchime = true")
                    + """
                    [[zone]]
                    name = "garage"
                    kind = "entry"
                    devices = ["garage"]
                    exit_delay = 120
                    """;

    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(folder, "[backup]\nnightly = false\n" + ZONES);
    }

    @Test
    void the_front_door_closed_behind_whoever_leaves_arms_at_once() {
        house.arms("ARMED_AWAY");
        house.passes(20);
        house.opens("door");
        house.looks();
        house.stands("ARMING");
        assertThat(house.said()).containsExactly("ARMING");
        house.closes("door");
        house.stands("ARMED_AWAY");
        assertThat(house.said()).containsExactly("ARMING", "ARMED");
        assertThat(house.secondsBetween("ARMING", "ARMED")).isEqualTo(20);
        house.moves("hall");
        house.stands("TRIGGERED");
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_AWAY", "TRIGGERED");
    }

    @Test
    void a_front_door_that_only_says_again_that_it_is_closed_arms_nothing() {
        house.arms("ARMED_AWAY");
        house.closes("door");
        house.passes(100);
        house.stands("ARMING");
        assertThat(house.said()).containsExactly("ARMING");
    }

    @Test
    void a_window_left_open_gives_time_to_disarm_when_the_front_door_closes() {
        house.arms("ARMED_AWAY");
        house.opens("window");
        house.passes(20);
        house.goesOut();
        house.stands("PENDING");
        house.looks();
        assertThat(house.said())
                .containsExactly("ARMING", "NEAR_MISS", "ARMED", "EXIT_ERROR", "ENTRY_DELAY");
        assertThat(house.event("EXIT_ERROR").path("payload").path("zone").asString(""))
                .isEqualTo("window");
        house.passes(29);
        house.counts(1);
        house.passes(1);
        house.stands("TRIGGERED");
        house.closes("window");
    }

    @Test
    void a_house_with_a_slow_way_out_waits_for_whoever_leaves_by_it() {
        house.arms("ARMED_AWAY");
        house.opens("garage");
        house.closes("garage");
        house.passes(119);
        house.stands("ARMING");
        house.counts(1);
        assertThat(house.said()).containsExactly("ARMING");
        house.passes(1);
        house.stands("ARMED_AWAY");
        assertThat(house.said()).containsExactly("ARMING", "ARMED");
        assertThat(house.secondsBetween("ARMING", "ARMED")).isEqualTo(120);
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_AWAY");
    }

    @Test
    void nobody_is_waited_for_at_a_slow_way_out_that_is_left_out() {
        assertThat(house.posts("/alarm/zone", Map.of("zone", "garage", "out", "yes")))
                .isEqualTo(303);
        house.arms("ARMED_AWAY");
        house.passes(59);
        house.counts(1);
        house.passes(1);
        house.stands("ARMED_AWAY");
        assertThat(house.said()).containsExactly("ZONE_BYPASSED", "ARMING", "ARMED");
        assertThat(house.secondsBetween("ARMING", "ARMED")).isEqualTo(60);
    }

    @Test
    void a_front_door_with_a_chime_is_told_each_time_it_opens_in_a_disarmed_house_only() {
        house.goesOut();
        house.goesOut();
        house.opens("window"); // has none
        house.closes("window");
        house.looks();
        assertThat(house.said()).containsExactly("CHIME", "CHIME");
        var chime = house.event("CHIME");
        assertThat(chime.path("payload").path("zone").asString("")).isEqualTo("front-door");
        assertThat(chime.path("severity").asString("")).isEqualTo("INFO");
        assertThat(house.states()).containsExactly("DISARMED");
        house.arms("ARMED_HOME");
        house.opens("door");
        house.stands("PENDING");
        house.looks();
        assertThat(house.said()).containsExactly("CHIME", "CHIME", "ARMED", "ENTRY_DELAY");
    }

    @Test
    void a_clock_that_is_set_while_somebody_leaves_makes_the_time_neither_shorter_nor_longer() {
        house.arms("ARMED_AWAY");
        house.opens("garage");
        house.closes("garage");
        house.passes(20);
        house.counts(100);
        var clock = house.clock;
        clock.isSetTo(clock.instant().plus(Duration.ofHours(1)));
        house.shows(100);
        house.passes(1);
        house.counts(99);
        house.stands("ARMING");
        clock.isSetTo(clock.instant().minus(Duration.ofDays(1)));
        house.shows(99);
        house.passes(98);
        house.counts(1);
        house.stands("ARMING");
        assertThat(house.said()).containsExactly("ARMING");
        house.passes(1);
        house.stands("ARMED_AWAY");
        clock.isSetTo(clock.instant().plus(Duration.ofHours(23)));
        house.passes(60);
        assertThat(house.said()).containsExactly("ARMING", "ARMED");
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_AWAY");
    }
}
