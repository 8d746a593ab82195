package vigilar.intake;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.SourceId;
import vigilar.intake.ZigbeeField.Polarity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A device that Zigbee2MQTT has listed.
///
/// @param id its IEEE address, which no renaming changes
/// @param name what people call it, and so the level of its topic; may hold slashes and spaces
/// @param kind model and maker, for people
/// @param polarity of the fields whose values are not the usual ones
record ZigbeeDevice(SourceId id, String name, String kind, Map<String, Polarity> polarity) {
    /// 256 characters: a topic has at most 512 bytes, and Zigbee2MQTT's names are words.
    private static final int LONGEST_NAME = 256;

    /// 120 characters of model and maker fill a row of a page.
    private static final int LONGEST_KIND = 120;

    /// 32 characters: the two values of a binary field are words.
    private static final int LONGEST_VALUE = 32;

    private static final JsonMapper JSON = StrictJson.mapper(Limits.STANDARD);

    ZigbeeDevice {
        polarity = Map.copyOf(polarity);
    }

    /// An entry of the list, if it is one of a device.
    static Optional<ZigbeeDevice> listed(JsonNode entry) {
        var id = StrictJson.text(entry, "ieee_address");
        var name = StrictJson.text(entry, "friendly_name");
        if (!SourceId.looksRight(id) || name.isBlank() || name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        var definition = entry.path("definition");
        var kind =
                "%s %s"
                        .formatted(
                                StrictJson.text(definition, "vendor"),
                                StrictJson.text(definition, "model"))
                        .strip();
        return Optional.of(
                new ZigbeeDevice(
                        new SourceId(id),
                        name,
                        kind.substring(0, Math.min(kind.length(), LONGEST_KIND)),
                        polarity(definition.path("exposes"))));
    }

    private static Map<String, Polarity> polarity(JsonNode exposes) {
        var unusual = new LinkedHashMap<String, Polarity>();
        for (var exposed : exposes) {
            var key = StrictJson.text(exposed, "property");
            for (var field : ZigbeeField.BINARY) {
                var said =
                        new Polarity(
                                Polarity.textOf(exposed.path("value_on")),
                                Polarity.textOf(exposed.path("value_off")));
                var whole =
                        isWord(said.on()) && isWord(said.off()) && !said.on().equals(said.off());
                if (field.key().equals(key) && whole && !said.equals(field.polarity())) {
                    unusual.put(key, said);
                }
            }
        }
        return unusual;
    }

    private static boolean isWord(String value) {
        return !value.isEmpty() && value.length() <= LONGEST_VALUE;
    }

    Polarity polarityOf(ZigbeeField field) {
        return polarity.getOrDefault(field.key(), field.polarity());
    }

    /// To be remembered.
    String lesson() {
        var json = JSON.createObjectNode().put("name", name).put("kind", kind);
        var values = json.putObject("values");
        polarity.forEach(
                (key, it) -> values.putObject(key).put("on", it.on()).put("off", it.off()));
        return StrictJson.wholeCharacters(JSON.writeValueAsString(json));
    }

    /// What [#lesson] said; empty if it says nothing that we understand.
    static Optional<ZigbeeDevice> remembered(SourceId id, String lesson) {
        try {
            var json = JSON.readTree(lesson);
            var polarity = new LinkedHashMap<String, Polarity>();
            json.path("values")
                    .properties()
                    .forEach(
                            it ->
                                    polarity.put(
                                            it.getKey(),
                                            new Polarity(
                                                    it.getValue().path("on").asString(""),
                                                    it.getValue().path("off").asString(""))));
            var name = StrictJson.text(json, "name");
            return name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new ZigbeeDevice(id, name, StrictJson.text(json, "kind"), polarity));
        } catch (JacksonException _) {
            return Optional.empty(); // a row of a later version: the next list says it anew
        }
    }
}
