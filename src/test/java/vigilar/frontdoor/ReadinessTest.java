package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// "Ready" says nothing that is not true: what may not alarm is named on the page, to programs and
/// at the keypad, and keeps nobody from leaving.
class ReadinessTest extends PanelStories {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(folder, PanelHouse.USUAL);
    }

    private void pageSays(String words) {
        Await.until(words, SOON, () -> house.sees("/alarm").contains(words));
    }

    @Test
    void a_smoke_alarm_with_a_flat_battery_is_named_and_keeps_nobody_from_leaving() {
        house.zigbee("attic-smoke", "{\"smoke\":false,\"battery_low\":true,\"tamper\":false}");
        pageSays("attic-smoke (smoke) has a low battery");
        house.zigbee("attic-smoke/availability", "{\"state\":\"offline\"}");
        pageSays("attic-smoke (smoke) does not answer and has a low battery");
        assertThat(house.sees("/alarm")).doesNotContain("Everything is closed and answers");
        assertThat(house.sees("/api/panel")).contains("does not answer and has a low battery");
        var answer = house.asks("ARMED_HOME", "");
        assertThat(answer.path("reason").asString("")).isEqualTo("done");
        assertThat(answer.path("message").asString(""))
                .contains("attic-smoke (smoke) does not answer");
        house.disarms();
        house.zigbee("attic-smoke", "{\"smoke\":false,\"battery_low\":false,\"tamper\":false}");
        house.zigbee("attic-smoke/availability", "{\"state\":\"online\"}");
        Await.until("all is well", SOON, () -> !house.sees("/alarm").contains("attic-smoke"));
    }

    @Test
    void a_zone_that_nobody_ever_heard_is_named_by_the_page_and_to_who_arms() {
        pageSays("Not heard of yet, so nobody knows how they stand: ");
        pageSays("loft, other-gate");
        var answer = house.asks("ARMED_HOME", "");
        assertThat(answer.path("done").asBoolean()).isTrue();
        assertThat(answer.path("message").asString("")).startsWith("Done. ").contains("loft");
        house.disarms();
    }

    private void standsAgainstArming(String zone) {
        var answer = house.asks("ARMED_AWAY", "");
        assertThat(answer.path("reason").asString("")).isEqualTo("not_ready");
        assertThat(answer.path("zones").valueStream().map(it -> it.asString("")))
                .containsExactly(zone);
    }

    private void armsAgain() {
        house.looks();
        house.arms("ARMED_AWAY");
        house.disarms();
    }

    private void network(String event) {
        house.zigbee(
                "bridge/event",
                "{\"type\":\"%s\",\"data\":{\"ieee_address\":\"bay\"}}".formatted(event));
    }

    @Test
    void a_window_whose_sensor_has_left_the_radio_network_is_not_ready_until_it_is_back() {
        network("device_joined");
        network("device_leave");
        pageSays("bay (does not answer)");
        standsAgainstArming("bay");
        network("device_joined");
        armsAgain();
    }

    @Test
    void a_sensor_that_left_and_is_listed_again_is_back_though_nobody_heard_it_join() {
        network("device_joined");
        list("bay", "lamp");
        network("device_leave");
        pageSays("bay (does not answer)");
        list("bay", "lamp");
        armsAgain();
    }

    private void list(String... devices) {
        house.zigbee(
                "bridge/devices",
                Stream.of(devices)
                        .map(ReadinessTest::listed)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String listed(String device) {
        return "{\"ieee_address\":\"%s\",\"friendly_name\":\"%s\",\"type\":\"EndDevice\"}"
                .formatted(device, device);
    }

    private void camera(String says) {
        house.keypad.says("frigate/hall/status/detect", says, false);
    }

    @Test
    void a_room_whose_camera_was_told_to_detect_nothing_is_not_ready() {
        camera("online");
        camera("disabled");
        pageSays("hall (does not answer)");
        standsAgainstArming("hall");
        camera("online");
        armsAgain();
    }
}
