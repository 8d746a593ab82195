package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.PlantedSecrets;
import vigilar.bus.Prefix;
import vigilar.event.EventType;
import vigilar.event.Severity;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is shown of a message that was refused is no secret.
class RefusalLogTest {
    private static final String PIN = PlantedSecrets.plant("70913355");

    private static Refusal refused(String topic, String payload) {
        return RefusalLog.of(
                Instant.EPOCH, topic, payload.getBytes(UTF_8), new Decoded.Refused("unknown"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vigilar/keypad/pin",
                "vigilar/door/CODE",
                "vigilar/lock/password",
                "vigilar/x/secret",
                "vigilar/x/api-token"
            })
    void a_bare_pin_is_not_kept_where_the_name_of_its_topic_says_what_it_is(String topic) {
        assertThat(refused(topic, PIN).excerpt()).isEqualTo("(not kept: it may hold a secret)");
    }

    @Test
    void what_says_nothing_of_a_secret_is_kept_so_that_one_sees_what_was_wrong() {
        assertThat(refused("vigilar/sensor/hall/colour", "{\"red\":1}").excerpt())
                .isEqualTo("{\"red\":1}");
        assertThat(refused("vigilar/sensor/hall/colour", "{\"pin\":1}").excerpt())
                .isEqualTo("(not kept: it may hold a secret)");
    }

    @Test
    void a_device_block_on_such_a_topic_does_not_quote_what_came_there(@TempDir Path folder) {
        var block =
                new OwnDevice(
                        new TopicPattern("lock/pin"),
                        "lock",
                        "",
                        new Sense.Words(List.of("on"), List.of("off")),
                        false,
                        new EventType("LOCK_OPEN"),
                        Optional.empty(),
                        Severity.INFO,
                        Optional.empty());
        try (var stage =
                new Stage(folder, IntakeSettings.whole(Prefix.STANDARD).with(List.of(block)))) {
            stage.live(Stage.LATER, "lock/pin", PIN);
            assertThat(stage.refusals()).hasSize(1);
            assertThat(stage.refusals().getFirst()).doesNotContain(PIN);
        }
    }
}
