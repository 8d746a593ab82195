package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// An away that became home, since nobody was heard leaving: who was out all the same comes in by
/// the door, and has the time of away.
class StayedHomeTest {
    /// At home nobody comes in by the door.
    private static final String NO_TIME_AT_HOME =
            "[panel]\nentry_delay_home = 0\n" + PanelHouse.USUAL;

    private static final int TIME_OF_AWAY_MS = 30_000;

    @TempDir Path folder;

    private static void becomesHome(PanelHouse house) {
        house.begins();
        house.arms("ARMED_AWAY");
        house.passes(60);
        house.stands("ARMED_HOME");
    }

    private static void hasTheTimeOfAway(PanelHouse house) {
        house.opens("door");
        house.stands("PENDING");
        var entry = house.event("ENTRY_DELAY");
        assertThat(entry.path("payload").path("until").asLong() - entry.path("ts").asLong())
                .isEqualTo(TIME_OF_AWAY_MS);
    }

    @Test
    void an_automation_that_says_home_once_more_leaves_the_time_to_disarm_as_it_is()
            throws IOException {
        try (var house = PanelHouse.start(folder, NO_TIME_AT_HOME)) {
            becomesHome(house);
            house.arms("ARMED_HOME");
            assertThat(house.posts("/api/panel", Map.of("mode", "ARMED_HOME"))).isEqualTo(200);
            house.passes(10);
            assertThat(house.said()).containsExactly("ARMING", "STAYED_HOME", "ARMED");
            hasTheTimeOfAway(house);
            house.closes("door");
            house.disarms();
            house.arms("ARMED_HOME");
            house.opens("door");
            house.stands("TRIGGERED"); // now somebody has armed home anew
        }
    }

    @Test
    void the_same_as_long_as_nobody_has_a_pin() throws IOException {
        try (var house = PanelHouse.start(folder, NO_TIME_AT_HOME)) {
            house.posts("/alarm/pins/remove", Map.of("name", "anna"));
            becomesHome(house);
            house.arms("ARMED_HOME");
            assertThat(house.posts("/alarm/arm", Map.of("mode", "HOME"))).isEqualTo(303);
            assertThat(house.said()).containsExactly("ARMING", "STAYED_HOME", "ARMED");
            hasTheTimeOfAway(house);
            house.posts("/alarm/disarm", Map.of());
            house.stands("DISARMED");
            house.closes("door");
            house.arms("ARMED_AWAY");
            house.passes(60);
            house.stands("ARMED_HOME");
            house.arms("ARMED_NIGHT"); // armed otherwise, so home is meant after it
            house.arms("ARMED_HOME");
            house.opens("door");
            house.stands("TRIGGERED");
        }
    }
}
