package vigilar.web;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.text.PlainText;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the page says, from one file per language that the browser reads too: a sentence has the
/// same words before and after the page comes alive. Immutable.
final class Words {
    /// 4,096 characters: the keys that sentences use stand in small payloads; a device that sends
    /// 200 KB gets the plain sentence and costs no parsing. words.js has the same number.
    static final int LONGEST_PARSED_PAYLOAD = 4_096;

    /// 80 characters of a device's own text are enough for one row of the page.
    static final int LONGEST_QUOTE = 80;

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)(?:\\|([^}]*))?}");
    private static final Pattern TWICE = Pattern.compile("(?iu)\\b(\\w+) \\1\\b");

    /// As an [java.time.Instant] is written.
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d)(?::\\d\\d(?:\\.\\d+)?)?Z");

    private static final Pattern ID_MARKS = Pattern.compile("[-_.]+");
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode words;
    private final Names names;

    private Words(JsonNode words, Names names) {
        this.words = words;
        this.names = names;
    }

    /// The English words.
    ///
    /// @throws UncheckedIOException if the program was packed without them
    static Words english() {
        try (InputStream file = Words.class.getResourceAsStream("static/words-en.json")) {
            if (file == null) {
                throw new IOException("words-en.json is missing from the program");
            }
            return new Words(JSON.readTree(file), Names.NONE);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /// The same words for devices that are called so.
    Words with(Names called) {
        return new Words(words, called);
    }

    /// What the devices are called in these sentences.
    Names names() {
        return names;
    }

    /// One sentence for the event: "Front door opened".
    String sentence(Event event) {
        var payload = parsed(event.payload());
        var names = Map.of("source", device(event, payload), "type", spoken(event.type()));
        var pattern = of(event.type()).path("says").asString();
        var placed =
                fill(
                        pattern,
                        place ->
                                names.containsKey(place.group(1))
                                        ? names.get(place.group(1))
                                        : null);
        var once = TWICE.matcher(placed).replaceAll("$1");
        return marked(
                payload,
                capital(
                        fill(
                                once,
                                place -> {
                                    var value = payload.path(place.group(1));
                                    return value.isString() && !value.asString().isBlank()
                                            ? quote(value.asString())
                                            : place.group(2);
                                })));
    }

    /// Where it happened: the area, if there is one, else the device.
    String place(Event event) {
        return names.area(event.source()).orElseGet(() -> device(event, parsed(event.payload())));
    }

    /// By people, else as the event itself says, which was so then; else as it is called today.
    private String device(Event event, JsonNode payload) {
        var name = payload.path("source_name");
        return names.given(event.source())
                .orElseGet(
                        () ->
                                name.isString() && !name.asString().isBlank()
                                        ? quote(name.asString())
                                        : names.of(event.source()));
    }

    /// What is not live says so.
    private String marked(JsonNode payload, String sentence) {
        var provenance = payload.path("provenance");
        var known = provenance.isString() ? provenance.asString() : "live";
        return words.path("provenance").has(known)
                ? say("provenance." + known, Map.of("sentence", sentence))
                : sentence;
    }

    /// True when the type has a sentence of its own.
    boolean knows(EventType type) {
        return words.path("types").path(type.name()).path("says").isString();
    }

    /// The name of the symbol in icons.svg.
    String icon(EventType type) {
        return of(type).path("icon").asString();
    }

    /// Events of one family and source fold into one incident; empty: they never fold.
    String family(EventType type) {
        return of(type).path("family").asString(type.name());
    }

    /// True for an event that only ends another and does not count in "14 times".
    boolean quiet(EventType type) {
        return of(type).path("quiet").asBoolean(false);
    }

    /// The quiet type that belongs to an event of this one: motion and "motion ended".
    Optional<EventType> closedBy(EventType type) {
        return of(type).path("closedBy").asStringOpt().map(EventType::new);
    }

    /// The types whose events say that this trouble is over; empty: none does.
    Set<EventType> endedBy(EventType type) {
        return ends(of(type)).collect(Collectors.toUnmodifiableSet());
    }

    /// Tells of something that stands elsewhere, or of its end: however grave, nothing stands by
    /// it.
    boolean isOver(EventType type) {
        return of(type).path("over").asBoolean(false);
    }

    private static Stream<EventType> ends(JsonNode type) {
        var ends = type.path("endedBy");
        return (ends.isArray() ? ends.valueStream() : Stream.of(ends))
                .flatMap(end -> end.asStringOpt().stream())
                .map(EventType::new);
    }

    /// All types that end another.
    Set<EventType> endingTypes() {
        return words.path("types")
                .valueStream()
                .flatMap(Words::ends)
                .collect(Collectors.toUnmodifiableSet());
    }

    String severity(Severity severity) {
        return words.path("severities").path(severity.name()).asString();
    }

    /// The words at `path` ("strip.slice") with `{name}` filled from `values`.
    String say(String path, Map<String, ?> values) {
        var node = words;
        for (var step : path.split("\\.", -1)) {
            node = node.path(step);
        }
        return fill(
                node.asString(),
                place -> {
                    var value = values.get(place.group(1));
                    return value == null ? null : value.toString();
                });
    }

    String say(String path) {
        return say(path, Map.of());
    }

    /// "front-door" as "front door".
    static String readable(String id) {
        return ID_MARKS.matcher(id).replaceAll(" ").strip();
    }

    private JsonNode of(EventType type) {
        var known = words.path("types").path(type.name());
        return known.isObject() ? known : words.path("unknownType");
    }

    private static String spoken(EventType type) {
        return readable(type.name()).toLowerCase(Locale.ROOT);
    }

    static String quote(String text) {
        var plain = PlainText.spaced(text).strip();
        var time = TIME.matcher(plain);
        if (time.matches()) {
            return time.replaceFirst("$1 $2 UTC"); // its marks are no word's
        }
        var line = readable(plain);
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }

    /// The same text as the beginning of a line: "Front door". Names that people gave keep every
    /// other character.
    static String capital(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static JsonNode parsed(Payload payload) {
        if (payload.json().length() > LONGEST_PARSED_PAYLOAD) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(payload.json());
        } catch (JacksonException _) {
            // The journal keeps what intake wrote; a row that is not JSON still gets its sentence.
            return JSON.createObjectNode();
        }
    }

    /// Fills each place with what `value` says; a place without a value stays as it is.
    private static String fill(
            String pattern,
            Function<MatchResult, @org.jspecify.annotations.Nullable String> value) {
        return PLACE.matcher(pattern)
                .replaceAll(
                        place -> {
                            var text = value.apply(place);
                            return java.util.regex.Matcher.quoteReplacement(
                                    text == null ? place.group() : text);
                        });
    }
}
