package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

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
}
