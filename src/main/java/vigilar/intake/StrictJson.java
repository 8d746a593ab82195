package vigilar.intake;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// JSON within limits, read strictly and written on one line. Safe for all threads.
final class StrictJson {
    /// A payload as JSON, or why it is none.
    sealed interface Parsed {
        record Tree(JsonNode node) implements Parsed {}

        record Nonsense(String reason) implements Parsed {}
    }

    private StrictJson() {}

    static JsonMapper mapper(Limits limits) {
        return JsonMapper.builder(
                        JsonFactory.builder()
                                .streamReadConstraints(
                                        StreamReadConstraints.builder()
                                                .maxNestingDepth(limits.depth())
                                                .maxDocumentLength(limits.bytes())
                                                .maxStringLength(limits.bytes())
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
    }

    /// The bytes as one JSON value.
    static Parsed parse(ObjectMapper mapper, byte[] bytes, Limits limits) {
        if (bytes.length > limits.bytes()) {
            return new Parsed.Nonsense("larger than " + limits.bytes() + " bytes: " + bytes.length);
        }
        var text = strictText(bytes);
        if (text.isEmpty()) {
            return new Parsed.Nonsense("not UTF-8");
        }
        try {
            var tree = mapper.readTree(text.get().strip());
            return tree.isMissingNode() ? new Parsed.Nonsense("empty") : new Parsed.Tree(tree);
        } catch (JacksonException wrong) {
            return new Parsed.Nonsense(why(wrong));
        }
    }

    /// The text there; an empty one for anything else.
    static String text(JsonNode object, String key) {
        var node = object.path(key);
        return node.isString() ? node.stringValue() : "";
    }

    /// Why that is no JSON of ours, for people.
    static String why(JacksonException wrong) {
        return (wrong instanceof StreamConstraintsException
                        ? "JSON beyond the limits: "
                        : "not JSON: ")
                + firstLine(wrong);
    }

    /// Jackson's own words without the place and without quoting more than a line.
    private static String firstLine(JacksonException wrong) {
        var words = wrong.getOriginalMessage();
        return words == null ? "malformed" : words.lines().findFirst().orElse("malformed");
    }

    static Optional<String> strictText(byte[] bytes) {
        try {
            // A new decoder reports malformed bytes; the String constructor would replace them.
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /// JSON may escape half a character (a lone surrogate); UTF-8 cannot write it.
    static String wholeCharacters(String text) {
        return text.codePoints().anyMatch(StrictJson::isHalf)
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
}
