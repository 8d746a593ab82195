package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// A house with a zone that goes by an area: from what Anna says in her browser of where a window
/// stands to the alarm, in one life and the next.
class AreaHouseTest extends PanelStories {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.startApart(
                folder,
                PanelHouse.USUAL
                        + """
                        [[zone]]
                        name = "upstairs"
                        kind = "instant"
                        areas = ["Upstairs"]
                        [[zone]]
                        name = "nobody-knows"
                        kind = "instant"
                        areas = ["Tower"]
                        """);
    }

    private int says(String device, String area) {
        return house.posts("/heard", Map.of("source", device, "area", area));
    }

    private void stands(String device, String area) {
        assertThat(says(device, area)).isEqualTo(303);
    }

    private void isThere(String... devices) {
        for (var device : devices) {
            house.closes(device);
            Await.until(
                    device + " was heard",
                    SOON,
                    () -> house.sees("/heard").contains("data-source=\"" + device + "\""));
        }
    }

    @Test
    void a_window_is_watched_from_when_somebody_says_where_it_stands_and_after_a_restart() {
        isThere("bath-window");
        stands("bath-window", "upstairs");
        house.arms("ARMED_HOME");
        house.opens("bath-window");
        house.stands("TRIGGERED");
        assertThat(house.event("ALARM").path("why").asString("")).contains("upstairs opened");
        house.closes("bath-window");
        house.disarms();
        house = house.dies(Duration.ofSeconds(5));
        house.stands("DISARMED");
        house.arms("ARMED_HOME");
        house.stands("ARMED_HOME");
        house.opens("bath-window");
        house.stands("TRIGGERED");
        house.closes("bath-window");
    }

    @Test
    void a_window_that_stands_elsewhere_now_alarms_nobody_and_the_page_says_what_is_not_watched() {
        isThere("bath-window");
        stands("bath-window", "Upstairs");
        house.looks();
        assertThat(house.sees("/alarm"))
                .contains("zone nobody-knows watches nothing in the area Tower")
                .doesNotContain("zone upstairs watches nothing");
        stands("bath-window", "Garden");
        assertThat(house.sees("/alarm")).contains("zone upstairs watches nothing");
        house.arms("ARMED_HOME");
        house.opens("bath-window");
        house.closes("bath-window");
        house.passes(1);
        assertThat(house.said()).containsExactly("ARMED");
    }

    /// Else a tablet on the wall would take a window out of an armed house.
    @Test
    void in_an_armed_house_nobody_says_without_a_pin_that_a_window_stands_elsewhere() {
        isThere("attic-window");
        stands("attic-window", "Upstairs");
        house.arms("ARMED_HOME");
        house.stands("ARMED_HOME");
        assertThat(says("attic-window", "Garden")).isEqualTo(422);
        assertThat(says("attic-window", "")).isEqualTo(422);
        assertThat(
                        house.posts(
                                "/heard",
                                Map.of(
                                        "source",
                                        "attic-window",
                                        "area",
                                        "Upstairs",
                                        "name",
                                        "Attic")))
                .as("a name takes nothing out")
                .isEqualTo(303);
        house.opens("attic-window");
        house.stands("TRIGGERED");
        house.closes("attic-window");
        house.disarms();
        house.stands("DISARMED");
        stands("attic-window", "Garden");
    }
}
