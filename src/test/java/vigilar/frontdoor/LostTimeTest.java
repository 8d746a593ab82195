package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/// What a broker kept that it should not have, and what nobody kept while it was away.
class LostTimeTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ARM = "vigilar/system/arm_request";

    @TempDir Path folder;

    private static void keeps(int port, String topic, String payload) {
        try (var device = Device.on(port)) {
            device.says(topic, payload.getBytes(StandardCharsets.UTF_8), true);
        }
    }

    @Test
    void a_kept_command_is_refused_with_the_line_that_clears_it_and_a_lost_hour_is_told() {
        try (var broker = Mosquitto.started(folder)) {
            keeps(broker.port(), ARM, "{\"mode\":\"AWAY\"}");
            try (var house = HouseProcess.onBroker(folder, broker)) {
                Await.until(
                        "refused, with the way to clear it",
                        SOON,
                        () ->
                                house.get("/api/refusals")
                                        .contains("mosquitto_pub -h BROKER -r -n -t " + ARM));
                assertThat(house.log()).contains("a command that the broker kept is never obeyed");
                broker.stop();
                Await.until("away", SOON, () -> house.answer("/readyz").statusCode() == 503);
                assertThat(house.get("/api/events")).doesNotContain("HEARING_GAP");
                broker.start();
                Await.until(
                        "the gap is told", SOON, () -> house.get("/").contains("heard no device"));
                assertThat(house.get("/api/events?type=HEARING_GAP"))
                        .contains("\"away\":\"", "\"away_since\":", "\"source_id\":\"system\"")
                        .containsOnlyOnce("HEARING_GAP");
            }
        }
    }
}
