package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/// Zigbee2MQTT dies and every door of the house is deaf: who left the house armed is told.
class ProducerLostTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BRIDGE = "zigbee2mqtt";
    private static final String OFF = "{\"state\":\"offline\"}";
    private static final String ON = "{\"state\":\"online\"}";

    private static final String STANDS = "id=\"house-text\">The house is armed and";

    @TempDir Path folder;

    private static void bridge(PanelHouse house, String says) {
        house.zigbee("bridge/state", says);
        house.looks();
    }

    /// While the clock goes on.
    private static void awaitLost(PanelHouse house, int times) {
        Await.until(
                "told",
                SOON,
                () -> {
                    house.clock.passes(Duration.ofSeconds(1));
                    return lost(house) == times;
                });
    }

    private static int lost(PanelHouse house) {
        return house.events(BRIDGE, "PRODUCER_LOST").size();
    }

    /// In steps, since the gate by which the panel is seen to look is told of ten times a minute.
    private static void minutesPass(PanelHouse house, int minutes) {
        for (int second = 0; second < minutes * 60; second += 30) {
            house.passes(30);
        }
    }

    @Test
    void who_left_is_told_once_in_a_minute_that_zigbee2mqtt_is_off_over_a_restart_too()
            throws Exception {
        var house = PanelHouse.startApart(folder, PanelHouse.USUAL);
        try {
            house.begins();
            house.isLeft();
            bridge(house, ON);
            bridge(house, OFF);
            var before = house.clock.instant();
            awaitLost(house, 1);
            assertThat(house.at("PRODUCER_LOST")).isAfterOrEqualTo(before.plusSeconds(60));
            assertThat(house.event("PRODUCER_LOST").path("severity").asString(""))
                    .isEqualTo("ALERT");
            assertThat(house.sees("/")).contains(STANDS);
            house = house.dies(Duration.ofMinutes(3));
            minutesPass(house, 2);
            assertThat(lost(house)).isEqualTo(1);
            bridge(house, ON);
            minutesPass(house, 1);
            assertThat(house.sees("/")).doesNotContain(STANDS);
            bridge(house, OFF);
            awaitLost(house, 2);
        } finally {
            house.close();
        }
    }

    @Test
    void a_restart_of_zigbee2mqtt_is_quiet_and_a_disarmed_house_is_told_when_it_is_armed()
            throws Exception {
        try (var house = PanelHouse.start(folder, PanelHouse.USUAL)) {
            house.begins();
            bridge(house, ON);
            bridge(house, OFF);
            minutesPass(house, 2);
            assertThat(lost(house)).as("disarmed").isZero();
            house.arms("ARMED_HOME");
            house.passes(30);
            bridge(house, ON);
            minutesPass(house, 2);
            assertThat(lost(house)).as("it was back in half a minute").isZero();
            bridge(house, OFF);
            awaitLost(house, 1);
        }
    }
}
