package vigilar.keypad;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.access.PinCode;
import vigilar.access.PinLimits.Want;
import vigilar.arming.Mode;
import vigilar.text.PlainText;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a keypad asks by `system/arm_request`, parsed once. Its PIN hides itself.
///
/// @param force in spite of what is not ready, for arming
/// @param left everybody is out already, as a program says that arms when the last one has left
/// @param keypad what it calls itself: plain text, and no proof of anything
/// @param id empty: it cannot be told from another, and its answer has no name
/// @param said when the keypad says that it asked; empty: it does not say, or its clock was never
///   set
record ArmRequest(
        Want want,
        Optional<PinCode> pin,
        boolean force,
        boolean left,
        String keypad,
        Optional<RequestId> id,
        Optional<Instant> said) {
    /// 4 KiB: a request has some 150 bytes.
    static final int MOST_BYTES = 4 << 10;

    private static final int MOST_DEPTH = 8;

    /// 40 characters name a keypad.
    private static final int KEYPAD_CHARACTERS = 40;

    /// A clock that shows less has never been set.
    private static final Instant CLOCK_IS_SET = Instant.parse("2020-01-01T00:00:00Z");

    /// Numbers below it are seconds, as in all messages of the contract.
    private static final BigDecimal SECONDS_BELOW = BigDecimal.TEN.pow(11);

    private static final String UNKNOWN = "unknown";

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MOST_DEPTH)
                                                    .maxDocumentLength(MOST_BYTES)
                                                    .maxNumberLength(20)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// A payload as a request, or why it is none.
    sealed interface Read {
        record Understood(ArmRequest request) implements Read {}

        /// @param why for people; quotes nothing of the payload, in which a PIN may be anywhere
        record Nonsense(String why, Optional<RequestId> id) implements Read {}
    }

    /// Never throws, whatever the bytes.
    static Read read(byte[] payload) {
        if (payload.length > MOST_BYTES) {
            return nonsense("larger than " + MOST_BYTES + " bytes", Optional.empty());
        }
        try {
            // a new decoder reports malformed bytes; the constructor of String replaces them
            var text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
            var tree = JSON.readTree(text);
            return tree.isObject() ? read(tree) : nonsense("not a JSON object", Optional.empty());
        } catch (JacksonException | CharacterCodingException wrong) {
            return nonsense("not JSON", Optional.empty()); // its own words quote what was typed
        }
    }

    private static Read read(JsonNode object) {
        var named = text(object, "request_id");
        var id = named.flatMap(RequestId::said);
        if (isThere(object, "request_id") && id.isEmpty()) {
            return nonsense(
                    "request_id: 1 to 64 letters, digits, '.', '_', ':' or '-', in quotes", id);
        }
        var want = text(object, "mode").flatMap(ArmRequest::want);
        if (want.isEmpty()) {
            return nonsense("mode: ARMED_HOME, ARMED_AWAY, ARMED_NIGHT or DISARMED, in quotes", id);
        }
        var typed = text(object, "pin").orElse("").strip();
        var pin = PinCode.typed(typed);
        if (isThere(object, "pin") && !object.get("pin").isString()) {
            return nonsense("pin: in quotes, or a zero at its beginning would be lost", id);
        }
        if (!typed.isEmpty() && pin.isEmpty()) {
            return nonsense("pin: 4 to 8 digits", id);
        }
        for (var name : List.of("force", "left")) {
            if (isThere(object, name) && !object.get(name).isBoolean()) {
                return nonsense(name + ": true or false, without quotes", id);
            }
        }
        return new Read.Understood(
                new ArmRequest(
                        want.get(),
                        pin,
                        object.path("force").asBoolean(false),
                        object.path("left").asBoolean(false),
                        keypad(object),
                        id,
                        time(object.path("ts"))));
    }

    private static Read nonsense(String why, Optional<RequestId> id) {
        return new Read.Nonsense(why, id);
    }

    private static boolean isThere(JsonNode object, String key) {
        return !object.path(key).isMissingNode() && !object.path(key).isNull();
    }

    private static Optional<String> text(JsonNode object, String key) {
        return object.path(key).isString()
                ? Optional.of(object.path(key).stringValue())
                : Optional.empty();
    }

    private static Optional<Want> want(String word) {
        var mode = word.strip();
        return mode.equalsIgnoreCase("DISARMED") || mode.equalsIgnoreCase("DISARM")
                ? Optional.of(new Want.Disarm())
                : Mode.named(mode).map(Want.Arm::new);
    }

    private static String keypad(JsonNode object) {
        var name = text(object, "triggered_by").orElse("").strip();
        return name.isEmpty() ? UNKNOWN : PlainText.of(name, KEYPAD_CHARACTERS);
    }

    private static Optional<Instant> time(JsonNode node) {
        if (!node.isNumber()) {
            return Optional.empty();
        }
        var number = node.decimalValue();
        boolean millis = number.abs().compareTo(SECONDS_BELOW) >= 0;
        return Optional.of(number)
                .filter(it -> it.signum() >= 0 && it.precision() - it.scale() < 16)
                .map(it -> millis ? it : it.movePointRight(3))
                .map(it -> Instant.ofEpochMilli(it.longValue()))
                .filter(CLOCK_IS_SET::isBefore);
    }

    /// Who asks, as far as somebody without a PIN is anybody: no person can be called so.
    String by() {
        return keypad + " (MQTT)";
    }
}
