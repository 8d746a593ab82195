package vigilar.recorder;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import vigilar.text.SecretWords;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes the secrets out of one JSON value, however deep they lie. For one message.
///
/// @see Redaction
final class JsonRedaction {
    /// Members that hold the value of what another member names, or of what the topic names.
    private static final Set<String> VALUES =
            Set.of("value", "val", "v", "data", "state", "text", "content", "message");

    /// Members that name what another one holds: `{"name":"pin","value":"1234"}`.
    private static final Set<String> NAMES =
            Set.of("name", "key", "property", "field", "type", "attribute", "setting");

    /// All that an arming request says beside its PIN.
    private static final Set<String> ARMING =
            Set.of("mode", "triggered_by", "request_id", "ts", "timestamp");

    /// Members of an arming request that are words; a client with a mistake may put its PIN there.
    private static final Set<String> ARMING_WORDS = Set.of("mode", "triggered_by");

    private static final Pattern WORD = Pattern.compile("[A-Za-z]+(_[A-Za-z]+){0,3}");

    private final boolean arming;
    private final boolean suspicious;
    private boolean changed;

    /// @param arming of a request only what is known to be no PIN is kept
    /// @param suspicious the topic speaks of a secret: bare values are one
    JsonRedaction(boolean arming, boolean suspicious) {
        this.arming = arming;
        this.suspicious = suspicious;
    }

    /// The value without its secrets; empty if it has none. Changes the tree.
    Optional<JsonNode> of(JsonNode tree) {
        walk(tree);
        return changed ? Optional.of(tree) : Optional.empty();
    }

    private void walk(JsonNode node) {
        switch (node) {
            case ObjectNode object -> members(object);
            case ArrayNode array -> elements(array);
            default -> {}
        }
    }

    private void members(ObjectNode object) {
        var names = NAMES.stream().map(object::path).anyMatch(JsonRedaction::isSecretName);
        for (var name : List.copyOf(object.propertyNames())) {
            var value = object.get(name);
            var holdsIt = VALUES.contains(name) && (names || suspicious);
            if (isSecret(name, value) || (holdsIt && !isPlain(value))) {
                changed = true;
                object.put(name, Redaction.GONE);
            } else if (value.isString()) {
                text(name, value.stringValue()).ifPresent(kept -> object.put(name, kept));
            } else {
                walk(value);
            }
        }
    }

    private boolean isSecret(String name, JsonNode value) {
        if (arming) {
            return !ARMING.contains(name)
                    || (ARMING_WORDS.contains(name) && !WORD.matcher(value.asString("")).matches());
        }
        // true and null are no secrets: "pin_required":true
        return SecretWords.in(name) && !value.isBoolean() && !value.isNull();
    }

    private static boolean isSecretName(JsonNode value) {
        return value.isString()
                && !value.stringValue().contains(" ")
                && SecretWords.in(value.stringValue());
    }

    private static boolean isPlain(JsonNode value) {
        return value.isContainer() || Redaction.isHarmless(value.asString(""));
    }

    private void elements(ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
            var value = array.get(i);
            if (suspicious && value.isValueNode() && !isPlain(value)) {
                changed = true;
                array.set(i, Redaction.GONE);
            } else if (value.isString()) {
                var kept = text("", value.stringValue());
                if (kept.isPresent()) {
                    array.set(i, kept.get());
                }
            } else {
                walk(value);
            }
        }
    }

    /// A text may be JSON again.
    private Optional<String> text(String name, String text) {
        var inner = Redaction.json(text).filter(JsonNode::isContainer);
        var kept =
                inner.isPresent()
                        ? new JsonRedaction(arming, suspicious)
                                .of(inner.get())
                                .map(CaptureFormat.JSON::writeValueAsString)
                        : TextRedaction.of(name, text);
        changed |= kept.isPresent();
        return kept;
    }
}
