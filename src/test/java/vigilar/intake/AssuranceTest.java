package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.intake.Assurance.Heard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether what a producer says is safe on its way, and what to change where it is not.
class AssuranceTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant DAWN = NOON.minus(Duration.ofHours(6));

    private static BrokerKeeping broker(String word) {
        return switch (word) {
            case "ours" -> new BrokerKeeping.Embedded();
            case "unseen" -> new BrokerKeeping.Unseen();
            case "right" -> new BrokerKeeping.Read(List.of(), DAWN);
            case "mended" -> new BrokerKeeping.Read(List.of(), NOON.plusSeconds(1));
            case "just mended" -> new BrokerKeeping.Read(List.of(), NOON.minusSeconds(60));
            default -> new BrokerKeeping.Read(List.of("persistence true"), DAWN);
        };
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    producer,    topics, at QoS 0, broker,      forgot, grade,       to change
                    Zigbee2MQTT, 0,      0,        ours,        false,  NOT_HEARD,   ''
                    Zigbee2MQTT, 9,      1,        ours,        false,  BEST_EFFORT, 'qos: 1'
                    Zigbee2MQTT, 9,      9,        right,       false,  BEST_EFFORT, 'qos: 1'
                    Frigate,     3,      2,        ours,        false,  BEST_EFFORT, 'mqtt:'
                    Zigbee2MQTT, 9,      0,        ours,        false,  DURABLE,     ''
                    Frigate,     3,      0,        right,       false,  DURABLE,     ''
                    Frigate,     3,      0,        wrong,       false,  BEST_EFFORT, 'persistence true'
                    Frigate,     3,      0,        unseen,      false,  BEST_EFFORT, 'max_queued_messages 0'
                    Frigate,     3,      0,        unseen,      true,   BEST_EFFORT, 'autosave_interval 1'
                    Frigate,     3,      0,        wrong,       true,   BEST_EFFORT, 'persistence true'
                    Frigate,     3,      0,        right,       true,   BEST_EFFORT, 'restart Mosquitto'
                    Frigate,     3,      0,        mended,      true,   DURABLE,     ''
                    Frigate,     3,      0,        just mended, true,   DURABLE,     ''
                    Frigate,     3,      0,        ours,        true,   DURABLE,     ''
                    a script,    1,      1,        ours,        false,  BEST_EFFORT, '-q 1'
                    """)
    void it_is_durable_only_where_every_hop_keeps_what_it_acknowledged(
            String producer,
            long topics,
            long atMostOnce,
            String broker,
            boolean forgot,
            String grade,
            String line) {
        var heard = new Heard(producer, topics, atMostOnce, List.of());
        var assurance =
                Assurance.of(heard, broker(broker), forgot ? Optional.of(NOON) : Optional.empty());
        assertThat(assurance.grade().name()).isEqualTo(grade);
        assertThat(assurance.why()).isNotBlank();
        assertThat(assurance.why().contains("had forgotten"))
                .isEqualTo(forgot && grade.equals("BEST_EFFORT"));
        assertThat(String.join("\n", assurance.toChange())).contains(line);
        assertThat(assurance.toChange().isEmpty()).isEqualTo(line.isEmpty());
    }

    @Test
    void topics_that_came_with_qos_0_are_named_so_that_one_finds_what_is_not_set() {
        var heard =
                new Heard("Zigbee2MQTT", 9, 3, List.of("zigbee2mqtt/all lights", "zigbee2mqtt/b"));
        var assurance = Assurance.of(heard, broker("ours"), Optional.empty());
        assertThat(assurance.why())
                .contains("3 of its 9 topics came with QoS 0")
                .contains("(zigbee2mqtt/all lights, zigbee2mqtt/b and 1 more)");
        assertThat(String.join("\n", assurance.toChange()))
                .contains("device_options:\n  qos: 1")
                .contains("groups:\n  '1':\n    qos: 1");
    }
}
