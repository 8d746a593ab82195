package vigilar.keypad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.bus.Prefix;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What Home Assistant is told of the panel, and that we understand what it then says.
class HomeAssistantTest {
    private static final PanelTopics TOPICS = new PanelTopics(new Prefix("home/vigilar"));

    private static JsonNode offer(String component, String object) {
        var offers =
                new HomeAssistant(
                                new Prefix("homeassistant"),
                                "vigilar-1a2b3c4d",
                                TOPICS,
                                Optional.of("1.2"))
                        .offers();
        assertThat(offers).hasSize(2);
        return new JsonMapper()
                .readTree(
                        offers.get(
                                "homeassistant/%s/vigilar-1a2b3c4d/%s/config"
                                        .formatted(component, object)));
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asString("");
    }

    @Test
    void home_assistant_finds_the_panel_where_the_house_speaks() {
        var panel = offer("alarm_control_panel", "panel");
        assertThat(text(panel, "state_topic")).isEqualTo("home/vigilar/system/arm_state");
        assertThat(text(panel, "command_topic")).isEqualTo("home/vigilar/system/arm_request");
        assertThat(text(panel, "availability_topic"))
                .isEqualTo("home/vigilar/system/arm_available");
        assertThat(text(panel, "unique_id")).isEqualTo("vigilar-1a2b3c4d_panel");
        assertThat(panel.path("device")).isEqualTo(offer("sensor", "answer").path("device"));
        assertThat(text(offer("sensor", "answer"), "state_topic"))
                .isEqualTo("home/vigilar/system/arm_outcome");
    }

    /// A command that a broker keeps is refused, and one without an acknowledgement may be lost.
    @Test
    void its_commands_are_not_kept_and_are_said_until_they_are_heard() {
        var panel = offer("alarm_control_panel", "panel");
        assertThat(panel.path("retain").asBoolean(true)).isFalse();
        assertThat(panel.path("qos").asInt()).isEqualTo(1);
        assertThat(text(panel, "code")).as("we look at the PIN, not it").isEqualTo("REMOTE_CODE");
    }

    /// Its templates are filled in here as it would: the words between braces, no others.
    @ParameterizedTest
    @CsvSource({
        "payload_disarm, 5920473, DISARMED",
        "payload_arm_home, '', ARMED_HOME",
        "payload_arm_away, 5920473, ARMED_AWAY",
        "payload_arm_night, '', ARMED_NIGHT"
    })
    void what_it_asks_is_understood(String button, String code, String mode) {
        var panel = offer("alarm_control_panel", "panel");
        var said =
                text(panel, "command_template")
                        .replace("{{ action }}", text(panel, button))
                        .replace("{{ (code or \"\") | string | to_json }}", "\"" + code + "\"")
                        .replace("{{ (as_timestamp(now()) * 1000000) | int }}", "1795737600123456")
                        .replace("{{ (as_timestamp(now()) * 1000) | int }}", "1795737600123");
        assertThat(said).doesNotContain("{{");
        var read = ArmRequest.read(said.getBytes(StandardCharsets.UTF_8));
        assertThat(read).isInstanceOf(ArmRequest.Read.Understood.class);
        if (read instanceof ArmRequest.Read.Understood(var request)) {
            assertThat(request.by()).isEqualTo("Home Assistant (MQTT)");
            assertThat(request.pin().isPresent()).isEqualTo(!code.isEmpty());
            assertThat(request.id().map(RequestId::value)).contains("ha-1795737600123456");
            assertThat(request.said().map(java.time.Instant::toEpochMilli))
                    .contains(1_795_737_600_123L);
            assertThat(text(panel, button)).isEqualTo(mode);
        }
    }
}
