package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

/// Whole stories of producers: every event that must come, in order, and no other.
class CapturesTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zigbee2mqtt/evening",
                "zigbee2mqtt/restarts",
                "zigbee2mqtt/attribute-output",
                "zigbee2mqtt/bad-day",
                "zigbee2mqtt/sensors",
                "zigbee2mqtt/nothing",
                "frigate/evening",
                "frigate/restarts",
                "frigate/sounds",
                "frigate/nothing",
                "frigate/bad-day"
            })
    void a_story_becomes_the_events_that_were_written_down_for_it(String name) {
        try (var stage = new Stage(folder)) {
            var story = Capture.of(name);
            story.play(stage);
            var told = stage.told().stream().map(CapturesTest::withoutMark).toList();
            assertThat(told).containsExactlyElementsOf(story.expected());
        }
    }

    /// Ids made of names end with a mark that nobody writes down.
    private static String withoutMark(String told) {
        return told.replaceFirst("(-yard-)[0-9a-f]{8}", "$1*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zigbee2mqtt/evening",
                "zigbee2mqtt/restarts",
                "zigbee2mqtt/sensors",
                "zigbee2mqtt/nothing",
                "frigate/evening",
                "frigate/restarts",
                "frigate/sounds",
                "frigate/nothing"
            })
    void what_producers_say_on_a_good_day_is_never_refused(String name) {
        try (var stage = new Stage(folder)) {
            Capture.of(name).play(stage);
            assertThat(stage.refusals()).isEmpty();
        }
    }

    @Test
    void nonsense_of_a_bad_day_is_shown_with_its_reason() {
        try (var stage = new Stage(folder)) {
            Capture.of("zigbee2mqtt/bad-day").play(stage);
            assertThat(stage.refusals())
                    .contains("contact must be false or true", "not a list of devices")
                    .contains("battery must be a number", "neither online nor offline");
        }
    }

    @Test
    void the_code_that_was_typed_into_a_keypad_is_nowhere_to_be_found() {
        try (var stage = new Stage(folder)) {
            Capture.of("zigbee2mqtt/evening").play(stage);
            stage.live(
                    900,
                    "zigbee2mqtt/Hall keypad",
                    "{\"battery\":\"x\",\"action_code\":\"493817\"}");
            assertThat(stage.stored()).contains("arm_all_zones").doesNotContain("493817");
        }
    }
}
