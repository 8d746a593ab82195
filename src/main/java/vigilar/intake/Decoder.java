package vigilar.intake;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import vigilar.bus.Prefix;
import vigilar.event.Payload;
import vigilar.event.SourceId;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Turns topic and payload into a signal, or refuses them with a reason. Pure: the same bytes, the
/// same answer; never an exception. Safe for all threads.
final class Decoder {
    static final String NO_PANEL =
            "no alarm panel yet: arming is not part of this version; the request was not kept";

    /// A clock that shows less has never been set, and its times repeat: they identify nothing.
    private static final Instant CLOCK_IS_SET = Instant.parse("2020-01-01T00:00:00Z");

    private static final Set<String> OUR_OWN =
            Set.of("events/published", "system/arm_state", "system/alert");

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(Limits.STANDARD.depth())
                                                    .maxDocumentLength(Limits.STANDARD.bytes())
                                                    .maxStringLength(Limits.STANDARD.bytes())
                                                    .maxNameLength(Limits.NAME_CHARACTERS)
                                                    .maxNumberLength(Limits.NUMBER_CHARACTERS)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    // Numbers go into the payload as they came, not as the nearest double.
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private final String root;

    Decoder(Prefix prefix) {
        this.root = prefix.topic("");
    }

    Decoded decode(String topic, byte[] bytes) {
        if (topic.length() > Limits.TOPIC_BYTES
                || topic.getBytes(StandardCharsets.UTF_8).length > Limits.TOPIC_BYTES) {
            return refused("the topic is longer than " + Limits.TOPIC_BYTES + " bytes");
        }
        if (!topic.startsWith(root)) {
            return refused("not below " + root);
        }
        var below = topic.substring(root.length());
        if (OUR_OWN.contains(below) || isRecordCommand(below)) {
            return new Decoded.OurOwn();
        }
        var levels = Arrays.asList(below.split("/", -1));
        for (var route : Routes.TABLE) {
            var source = route.sourceIn(levels);
            if (source.isPresent()) {
                return read(route, source.get(), bytes);
            }
        }
        // Below system/ a mistyped arm_request may hold a PIN.
        return new Decoded.Refused(
                "no reader for " + below, !below.toLowerCase(Locale.ROOT).startsWith("system"));
    }

    private static boolean isRecordCommand(String below) {
        return below.startsWith("camera/") && below.endsWith("/command/record");
    }

    private static Decoded read(Route route, String name, byte[] bytes) {
        if (route.kind() == Kind.COMMAND) {
            return new Decoded.Refused(NO_PANEL, false);
        }
        if (!SourceId.looksRight(name)) {
            return refused("not a name for a device: '" + name + "'");
        }
        if (bytes.length > route.limits().bytes()) {
            return refused("larger than " + route.limits().bytes() + " bytes: " + bytes.length);
        }
        var source = new SourceId(name);
        if (route.kind() == Kind.HEARTBEAT) {
            return new Decoded.Understood(
                    new Signal.Reading(new Signal.Point(source, route.point()), ""), false);
        }
        var text = strictText(bytes);
        if (text.isEmpty()) {
            return refused("not UTF-8");
        }
        return switch (Parsed.of(route, text.get())) {
            case Parsed.Nonsense(var reason) -> refused(reason);
            case Parsed.Json(var object) -> understand(route, source, object);
        };
    }

    private static Decoded understand(Route route, SourceId source, JsonNode object) {
        var fields = new Fields(object);
        var time = fields.time("ts");
        var word = route.reader().read(fields);
        var complaint = fields.complaint();
        if (complaint.isPresent()) {
            return refused(complaint.get());
        }
        var payload = new Payload(wholeCharacters(JSON.writeValueAsString(object)));
        var point = new Signal.Point(source, route.point());
        return new Decoded.Understood(
                switch (route.kind()) {
                    case PULSE -> new Signal.Pulse(source, meaning(route, word), payload);
                    case EDGE ->
                            new Signal.Edge(
                                    point,
                                    word,
                                    route.forgets().map(other -> new Signal.Point(source, other)),
                                    meaning(route, word),
                                    payload);
                    case READING, HEARTBEAT, COMMAND -> new Signal.Reading(point, payload.json());
                },
                time.filter(CLOCK_IS_SET::isBefore).isPresent());
    }

    private static Signal.Meaning meaning(Route route, String word) {
        var outcome = route.outcome(word);
        return new Signal.Meaning(outcome.type(), outcome.severity(), route.why(outcome));
    }

    private static Decoded refused(String reason) {
        return new Decoded.Refused(reason, true);
    }

    private static Optional<String> strictText(byte[] bytes) {
        try {
            // A new decoder reports malformed bytes; the String constructor would replace them.
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// JSON may escape half a character (a lone surrogate); UTF-8 cannot write it.
    private static String wholeCharacters(String text) {
        return text.codePoints().anyMatch(Decoder::isHalf)
                ? text.codePoints()
                        .map(point -> isHalf(point) ? 0xFFFD : point)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString()
                : text;
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /// The payload as an object, or why it is none.
    private sealed interface Parsed {
        record Json(JsonNode object) implements Parsed {}

        record Nonsense(String reason) implements Parsed {}

        List<String> BARE = List.of("HOME", "AWAY");

        static Parsed of(Route route, String text) {
            var stripped = text.strip();
            if (stripped.isEmpty()) {
                return new Json(JSON.createObjectNode());
            }
            if (isBare(route, stripped)) {
                return state(stripped);
            }
            try {
                var tree = JSON.readTree(stripped);
                if (tree.isString() && isBare(route, tree.asString())) {
                    return state(tree.asString());
                }
                return tree.isObject() ? new Json(tree) : new Nonsense("not a JSON object");
            } catch (StreamConstraintsException tooMuch) {
                return new Nonsense("JSON beyond the limits: " + firstLine(tooMuch));
            } catch (JacksonException wrong) {
                return new Nonsense("not JSON: " + firstLine(wrong));
            }
        }

        private static boolean isBare(Route route, String word) {
            return route.point().equals("presence")
                    && BARE.contains(word.strip().toUpperCase(Locale.ROOT));
        }

        private static Json state(String word) {
            return new Json(
                    JSON.createObjectNode().put("state", word.strip().toUpperCase(Locale.ROOT)));
        }

        /// Jackson's own words without the place and without quoting more than a line.
        private static String firstLine(JacksonException wrong) {
            var words = wrong.getOriginalMessage();
            return words == null ? "malformed" : words.lines().findFirst().orElse("malformed");
        }
    }
}
