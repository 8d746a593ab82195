package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.intake.Assurance.Heard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether what a producer says is safe on its way, and what to change where it is not.
class AssuranceTest {
    private static BrokerKeeping broker(String word) {
        return switch (word) {
            case "ours" -> new BrokerKeeping.Embedded();
            case "unseen" -> new BrokerKeeping.Unseen(Optional.empty());
            case "forgetful" -> new BrokerKeeping.Unseen(Optional.of(Instant.EPOCH));
            case "right" -> new BrokerKeeping.Read(List.of());
            default -> new BrokerKeeping.Read(List.of("persistence true"));
        };
    }

    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    producer,    topics, at QoS 0, broker,    grade,       to change
                    Zigbee2MQTT, 0,      0,        ours,      NOT_HEARD,   ''
                    Zigbee2MQTT, 9,      1,        ours,      BEST_EFFORT, 'qos: 1'
                    Zigbee2MQTT, 9,      9,        right,     BEST_EFFORT, 'qos: 1'
                    Frigate,     3,      2,        ours,      BEST_EFFORT, 'mqtt:'
                    Zigbee2MQTT, 9,      0,        ours,      DURABLE,     ''
                    Frigate,     3,      0,        right,     DURABLE,     ''
                    Frigate,     3,      0,        wrong,     BEST_EFFORT, 'persistence true'
                    Frigate,     3,      0,        unseen,    BEST_EFFORT, 'max_queued_messages 0'
                    Frigate,     3,      0,        forgetful, BEST_EFFORT, 'autosave_interval 1'
                    a script,    1,      1,        ours,      BEST_EFFORT, '-q 1'
                    """)
    void it_is_durable_only_where_every_hop_keeps_what_it_acknowledged(
            String producer,
            long topics,
            long atMostOnce,
            String broker,
            String grade,
            String line) {
        var assurance = Assurance.of(new Heard(producer, topics, atMostOnce), broker(broker));
        assertThat(assurance.grade().name()).isEqualTo(grade);
        assertThat(assurance.why()).isNotBlank();
        assertThat(String.join("\n", assurance.toChange())).contains(line);
        assertThat(assurance.toChange().isEmpty()).isEqualTo(line.isEmpty());
    }
}
