package vigilar.keypad;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.bus.Prefix;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The alarm panel as Home Assistant finds it by its MQTT discovery: the panel itself, and the
/// newest answer in words, since its panel shows nobody why it was not armed. A PIN that is typed
/// there comes to us as typed (`REMOTE_CODE`), and is looked at as any other.
///
/// @param discovery where it looks (its own is `homeassistant`)
/// @param house a name that no other house on this broker has: letters, digits and `-`
/// @param topics of this house
/// @param version of this program, if it is known
record HomeAssistant(Prefix discovery, String house, PanelTopics topics, Optional<String> version) {
    /// What its panel publishes. `code` is missing where nobody typed one. With `ts`, what it kept
    /// for us while we were away is too old to be obeyed; with an id of its own each time, none is
    /// taken for the one before.
    static final String COMMAND =
            """
            {"mode":"{{ action }}","pin":{{ (code or "") | string | to_json }},\
            "triggered_by":"Home Assistant",\
            "request_id":"ha-{{ (as_timestamp(now()) * 1000000) | int }}",\
            "ts":{{ (as_timestamp(now()) * 1000) | int }}}\
            """;

    /// Ours are its own in capitals.
    private static final String STATE = "{{ value_json.state | lower }}";

    /// 255 characters: it refuses a longer state.
    private static final String ANSWER = "{{ value_json.message[:255] }}";

    private static final JsonMapper JSON = new JsonMapper();

    /// What the broker is to keep, by topic.
    Map<String, String> offers() {
        var offers = new LinkedHashMap<String, String>();
        offers.put(topic("alarm_control_panel", "panel"), panel().toString());
        offers.put(topic("sensor", "answer"), answer().toString());
        return offers;
    }

    private String topic(String component, String object) {
        return discovery.topic("%s/%s/%s/config".formatted(component, house, object));
    }

    private ObjectNode panel() {
        var node =
                entity("Alarm", "panel")
                        .put("state_topic", topics.state())
                        .put("value_template", STATE)
                        .put("json_attributes_topic", topics.state())
                        .put("command_topic", topics.request())
                        .put("command_template", COMMAND)
                        .put("payload_disarm", "DISARMED")
                        .put("payload_arm_home", "ARMED_HOME")
                        .put("payload_arm_away", "ARMED_AWAY")
                        .put("payload_arm_night", "ARMED_NIGHT")
                        .put("code", "REMOTE_CODE")
                        .put("code_arm_required", false)
                        .put("code_disarm_required", true)
                        .put("qos", 1)
                        .put("retain", false);
        node.putArray("supported_features").add("arm_home").add("arm_away").add("arm_night");
        return node;
    }

    private ObjectNode answer() {
        return entity("Answer", "answer")
                .put("state_topic", topics.outcome())
                .put("value_template", ANSWER)
                .put("entity_category", "diagnostic")
                .put("icon", "mdi:message-text-outline");
    }

    private ObjectNode entity(String name, String object) {
        var node =
                JSON.createObjectNode()
                        .put("name", name)
                        .put("unique_id", house + "_" + object)
                        .put("availability_topic", topics.available())
                        .put("payload_available", PanelTopics.ONLINE)
                        .put("payload_not_available", PanelTopics.OFFLINE);
        var device = node.putObject("device");
        device.putArray("identifiers").add(house);
        device.put("name", "Vigilar").put("manufacturer", "Vigilar").put("model", "Alarm panel");
        version.ifPresent(it -> device.put("sw_version", it));
        var origin = node.putObject("origin").put("name", "Vigilar");
        version.ifPresent(it -> origin.put("sw", it));
        return node;
    }
}
