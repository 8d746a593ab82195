package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A keypad that lost its power counts its requests from one again.
class WornRequestTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;

    @Test
    void a_keypad_that_counts_anew_is_not_told_that_the_house_is_armed_since_it_once_was()
            throws IOException {
        try (var house = PanelHouse.start(folder, PanelHouse.USUAL)) {
            assertThat(house.keypad.outcome("hall-1", "ARMED_HOME", "").path("done").asBoolean())
                    .isTrue();
            house.disarms();
            house.clock.passes(Duration.ofMinutes(2));
            house.keypad.asks("hall-1", "ARMED_HOME", "");
            Await.until("answered", SOON, () -> house.keypad.outcomes("hall-1").size() == 2);
            var answer = house.keypad.outcomes("hall-1").getLast();
            assertThat(answer.path("done").asBoolean()).isFalse();
            assertThat(answer.path("message").asString("")).contains("was used before");
            assertThat(answer.path("state").asString("")).isEqualTo("DISARMED");
            assertThat(house.sees("/api/panel")).contains("\"state\":\"DISARMED\"");
        }
    }
}
