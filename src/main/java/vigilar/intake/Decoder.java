package vigilar.intake;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.bus.Prefix;
import vigilar.event.Payload;
import vigilar.event.SourceId;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Turns topic and payload into a signal, or refuses them with a reason. Pure: the same bytes, the
/// same answer; never an exception. Safe for all threads.
final class Decoder {
    /// It may hold a PIN: read by a client of its own, and here only passed over.
    static final String FOR_THE_PANEL = "for the alarm panel, which reads it itself";

    /// A clock that shows less has never been set, and its times repeat: they identify nothing.
    private static final Instant CLOCK_IS_SET = Instant.parse("2020-01-01T00:00:00Z");

    /// Keys that the page believes: a device does not say itself how fresh it is, or who.
    private static final List<String> OURS_TO_SAY = List.of("provenance", "source_name");

    private static final Set<String> OUR_OWN =
            Set.of(
                    "events/published",
                    "system/arm_state",
                    "system/arm_outcome",
                    "system/arm_tick",
                    "system/arm_available",
                    "system/alert");

    private static final JsonMapper JSON = StrictJson.mapper(Limits.STANDARD);

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

    /// The house's own topics say what sort of thing a device is: `sensor`, `camera`.
    About about(String topic) {
        var below = topic.startsWith(root) ? topic.substring(root.length()) : "";
        return new About("", below.split("/", 2)[0], "");
    }

    private static boolean isRecordCommand(String below) {
        return below.startsWith("camera/") && below.endsWith("/command/record");
    }

    private static Decoded read(Route route, String name, byte[] bytes) {
        if (route.kind() == Kind.COMMAND) {
            return new Decoded.Ignored(FOR_THE_PANEL);
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
        var text = StrictJson.strictText(bytes);
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
        if (object instanceof ObjectNode said) {
            said.remove(OURS_TO_SAY);
        }
        var payload = new Payload(StrictJson.wholeCharacters(JSON.writeValueAsString(object)));
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
            } catch (JacksonException wrong) {
                return new Nonsense(StrictJson.why(wrong));
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
    }
}
