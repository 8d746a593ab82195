package vigilar.recorder;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import vigilar.text.SecretWords;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What of a message may stand in a file that people send to others. A value whose name, or whose
/// topic, says that it may be a secret is replaced; what cannot be read and may hold one goes as a
/// whole. Rather too much than too little. Pure, safe for all threads.
final class Redaction {
    static final String GONE = "(redacted)";

    /// States that a device on a topic such as `Hall keypad` may say; none can be a secret.
    private static final Set<String> HARMLESS =
            Set.of(
                    "online",
                    "offline",
                    "true",
                    "false",
                    "on",
                    "off",
                    "open",
                    "closed",
                    "opened",
                    "locked",
                    "unlocked",
                    "lock",
                    "unlock",
                    "home",
                    "away",
                    "stopped",
                    "disabled",
                    "low",
                    "normal",
                    "none",
                    "null",
                    "");

    /// A character by its number, as JSON may write it: it may hide a word from us.
    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");

    private final Roots roots;

    Redaction(Roots roots) {
        this.roots = roots;
    }

    /// The payload as it may be kept; empty if that is all of it.
    Optional<byte[]> of(String topic, byte[] payload) {
        var arming = roots.mayAskForArming(topic);
        var suspicious = arming || SecretWords.in(topic);
        return CaptureFormat.text(payload)
                .map(text -> ofText(text, arming, suspicious))
                .orElseGet(() -> ofBytes(payload, suspicious))
                .map(kept -> kept.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> ofBytes(byte[] payload, boolean suspicious) {
        return suspicious || SecretWords.in(new String(payload, StandardCharsets.ISO_8859_1))
                ? Optional.of(GONE)
                : Optional.empty();
    }

    /// Empty: as it was.
    private static Optional<String> ofText(String text, boolean arming, boolean suspicious) {
        var tree = json(text);
        if (tree.isPresent() && tree.get().isContainer()) {
            var kept = new JsonRedaction(arming, suspicious).of(tree.get());
            return kept.map(CaptureFormat.JSON::writeValueAsString);
        }
        if (suspicious) {
            return isHarmless(text) ? Optional.empty() : Optional.of(GONE);
        }
        if (SecretWords.in(unescaped(text))) {
            return Optional.of(GONE);
        }
        return TextRedaction.of("", text);
    }

    /// The one JSON value that the text is; empty when it is none, or more than one.
    static Optional<JsonNode> json(String text) {
        try {
            var tree = CaptureFormat.JSON.readTree(text);
            return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    static boolean isHarmless(String text) {
        var word = text.strip().replaceAll("^\"|\"$", "").toLowerCase(Locale.ROOT);
        return HARMLESS.contains(word);
    }

    static String unescaped(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(
                        it ->
                                Matcher.quoteReplacement(
                                        Character.toString(Integer.parseInt(it.group(1), 16))));
    }
}
