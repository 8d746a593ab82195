package vigilar.recorder;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.bus.Prefix;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// A line of a capture as JSON, to and fro; docs/flight-recorder.md describes it. Strict: a line
/// that says more or less than the format knows is none.
final class CaptureFormat {
    private static final String NAME = "vigilar-capture";
    private static final int VERSION = 1;

    static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(CaptureLimits.DEPTH)
                                                    .maxStringLength(CaptureLimits.LONGEST_LINE)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private CaptureFormat() {}

    /// What is wrong with a line, for people.
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String what) {
            super(what);
        }
    }

    static String write(Header header) {
        var json = JSON.createObjectNode();
        json.put("format", NAME).put("version", VERSION).put("began", header.began().toString());
        json.put("prefix", header.roots().house().value());
        header.roots().zigbee2mqtt().ifPresent(root -> json.put("zigbee2mqtt", root.value()));
        header.roots().frigate().ifPresent(root -> json.put("frigate", root.value()));
        return JSON.writeValueAsString(json.put("note", header.note()));
    }

    static String write(Line line) {
        var json = JSON.createObjectNode().put("ms", line.at().toMillis());
        switch (line) {
            case Line.Note(_, var text) -> json.put("note", text);
            case Line.Said(_, var topic, var atLeastOnce, var retained, var payload) -> {
                json.put("topic", topic).put("qos", atLeastOnce ? 1 : 0);
                json.put("retained", retained);
                readable(payload)
                        .ifPresentOrElse(
                                text -> json.put("payload", text),
                                () ->
                                        json.put(
                                                "base64",
                                                Base64.getEncoder().encodeToString(payload)));
            }
        }
        return JSON.writeValueAsString(json);
    }

    /// Text, unless so much of it is control characters that its JSON would be longer than base64.
    private static Optional<String> readable(byte[] payload) {
        return text(payload)
                .filter(
                        text ->
                                text.chars().filter(Character::isISOControl).count() * 8
                                        <= text.length());
    }

    /// The bytes as UTF-8, if they are that.
    static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    static Header header(byte[] line) throws Wrong {
        var json = object(line);
        if (!json.path("format").asString("").equals(NAME)) {
            throw new Wrong("not a capture: its first line must say \"format\":\"" + NAME + "\"");
        }
        if (json.path("version").asInt(0) != VERSION) {
            throw new Wrong(
                    "a capture of another version of the format: this Vigilar reads version "
                            + VERSION);
        }
        onlyKnows(
                json,
                Set.of("format", "version", "began", "prefix", "zigbee2mqtt", "frigate", "note"));
        try {
            return new Header(
                    Instant.parse(string(json, "began")),
                    new Roots(
                            new Prefix(string(json, "prefix")),
                            root(json, "zigbee2mqtt"),
                            root(json, "frigate")),
                    string(json, "note"));
        } catch (DateTimeException _) {
            throw new Wrong("began must be a time such as 2026-01-01T12:00:00Z");
        } catch (IllegalArgumentException noPrefix) {
            throw new Wrong(String.valueOf(noPrefix.getMessage()));
        }
    }

    private static Optional<Prefix> root(JsonNode json, String key) throws Wrong {
        return json.has(key) ? Optional.of(new Prefix(string(json, key))) : Optional.empty();
    }

    static Line line(byte[] line) throws Wrong {
        var json = object(line);
        var ms = json.path("ms");
        if (!ms.isIntegralNumber()
                || !ms.canConvertToLong()
                || ms.asLong() < 0
                || ms.asLong() > CaptureLimits.LONGEST_MILLIS) {
            throw new Wrong("ms must be whole milliseconds since the beginning, at most a year");
        }
        var at = Duration.ofMillis(ms.asLong());
        if (json.has("note")) {
            onlyKnows(json, Set.of("ms", "note"));
            return new Line.Note(at, string(json, "note"));
        }
        onlyKnows(json, Set.of("ms", "topic", "qos", "retained", "payload", "base64"));
        var qos = json.path("qos");
        if (!qos.isIntegralNumber() || qos.asInt() < 0 || qos.asInt() > 1) {
            throw new Wrong("qos must be 0 or 1");
        }
        if (!json.path("retained").isBoolean()) {
            throw new Wrong("retained must be true or false");
        }
        return new Line.Said(
                at,
                topic(json),
                qos.asInt() == 1,
                json.path("retained").asBoolean(),
                payload(json));
    }

    private static String topic(JsonNode json) throws Wrong {
        var topic = string(json, "topic");
        if (topic.isEmpty()
                || topic.startsWith("$")
                || topic.chars().anyMatch(it -> it == '+' || it == '#' || it == 0)
                || topic.getBytes(StandardCharsets.UTF_8).length > CaptureLimits.LONGEST_TOPIC) {
            throw new Wrong("topic must be one that a device may publish on");
        }
        return topic;
    }

    private static byte[] payload(JsonNode json) throws Wrong {
        if (json.has("payload") == json.has("base64")) {
            throw new Wrong("either payload or base64 must be there");
        }
        if (json.has("payload")) {
            return string(json, "payload").getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(string(json, "base64"));
        } catch (IllegalArgumentException _) {
            throw new Wrong("base64 holds something else");
        }
    }

    private static ObjectNode object(byte[] line) throws Wrong {
        var text = text(line);
        if (text.isEmpty()) {
            throw new Wrong("not UTF-8");
        }
        try {
            if (JSON.readTree(text.get()) instanceof ObjectNode object) {
                return object;
            }
            throw new Wrong("not a JSON object");
        } catch (JacksonException wrong) {
            var words = String.valueOf(wrong.getOriginalMessage());
            throw new Wrong("not JSON: " + words.lines().findFirst().orElse(""));
        }
    }

    private static String string(JsonNode json, String key) throws Wrong {
        if (!json.path(key).isString()) {
            throw new Wrong(key + " must be there, and a text");
        }
        return json.path(key).stringValue();
    }

    private static void onlyKnows(ObjectNode json, Set<String> keys) throws Wrong {
        for (var name : json.propertyNames()) {
            if (!keys.contains(name)) {
                throw new Wrong("'" + name + "' is nothing that stands here");
            }
        }
    }
}
