package vigilar.web;

import org.jspecify.annotations.Nullable;

import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.text.PlainText;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads the values of a query and keeps the first complaint. What cannot be read counts as absent,
/// so that the reader goes on; who uses it asks [#problem] at the end.
final class QueryReader {
    /// 50 names in a list: more than a home has devices in one room; a longer list is a mistake.
    private static final int MOST_IN_LIST = 50;

    /// 200 characters: a few words to look for, or a zone's name.
    private static final int MOST_CHARACTERS = 200;

    /// 60 characters of a wrong value tell which one it was.
    private static final int MOST_SHOWN = 60;

    private static final Predicate<String> DIGITS =
            Pattern.compile("[0-9]{1,18}").asMatchPredicate();

    private final Map<String, String> query;
    private @Nullable String complaint;

    QueryReader(Map<String, String> query) {
        this.query = query;
    }

    /// Complains about keys that nobody reads: a misspelt filter must not look like a wider one.
    void refuseOthersThan(Set<String> known) {
        for (var key : query.keySet()) {
            if (!known.contains(key)) {
                complain(
                        "there is no '"
                                + PlainText.of(key, MOST_SHOWN)
                                + "' here; known are "
                                + sorted(known));
            }
        }
    }

    private static String sorted(Set<String> known) {
        return String.join(", ", known.stream().sorted().toList());
    }

    Optional<EventId> id(String key) {
        return read(key, "a whole number from 0 to 10^18", QueryReader::wholeId);
    }

    /// An event id of 1 to 18 digits.
    static Optional<EventId> idOf(String text) {
        return DIGITS.test(text)
                ? Optional.of(new EventId(Long.parseLong(text)))
                : Optional.empty();
    }

    private static EventId wholeId(String text) {
        return idOf(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    int whole(String key, int least, int most, int otherwise) {
        return read(
                        key,
                        "a whole number from " + least + " to " + most,
                        text -> {
                            var number = DIGITS.test(text) ? Long.parseLong(text) : -1;
                            if (number < least || number > most) {
                                throw new IllegalArgumentException(text);
                            }
                            return (int) number;
                        })
                .orElse(otherwise);
    }

    Severity severity(String key) {
        return read(key, "INFO, WARNING, ALERT or CRITICAL", t -> Severity.named(t).orElseThrow())
                .orElse(Severity.INFO);
    }

    Set<EventType> types(String key) {
        return list(key, "event types such as CONTACT_OPEN, parted by commas", EventType::new);
    }

    Set<SourceId> sources(String key) {
        return list(key, "source names such as front-door, parted by commas", SourceId::new);
    }

    private <T> Set<T> list(String key, String shape, Function<String, T> one) {
        return read(key, "at most " + MOST_IN_LIST + " " + shape, text -> all(text, one))
                .orElse(Set.of());
    }

    private static <T> Set<T> all(String text, Function<String, T> one) {
        var parts = text.isEmpty() ? new String[0] : text.split(",", -1);
        if (parts.length > MOST_IN_LIST) {
            throw new IllegalArgumentException(text);
        }
        return Arrays.stream(parts)
                .map(one)
                .collect(LinkedHashSet::new, LinkedHashSet::add, LinkedHashSet::addAll);
    }

    /// Milliseconds since 1970, or ISO 8601 with an offset, or a day in the zone.
    Optional<Instant> time(String key, ZoneId zone) {
        return read(
                key,
                "milliseconds since 1970, or like 2026-01-31T22:00:00Z or 2026-01-31",
                text -> {
                    if (DIGITS.test(text)) {
                        return Instant.ofEpochMilli(Long.parseLong(text));
                    }
                    return text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                            : OffsetDateTime.parse(text).toInstant();
                });
    }

    ZoneId zone(String key) {
        return read(key, "a time zone such as Europe/Berlin", ZoneId::of)
                .orElseGet(ZoneId::systemDefault);
    }

    String words(String key) {
        return read(key, "at most " + MOST_CHARACTERS + " characters", QueryReader::shortEnough)
                .orElse("");
    }

    private static String shortEnough(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("too long");
        }
        return text;
    }

    /// A value of any other shape; `read` throws where it cannot.
    <T> Optional<T> read(String key, String shape, Function<String, T> read) {
        var text = query.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.apply(text));
        } catch (IllegalArgumentException
                | DateTimeException
                | ArithmeticException
                | java.util.NoSuchElementException _) {
            complain(
                    "'"
                            + key
                            + "' is '"
                            + PlainText.of(text, MOST_SHOWN)
                            + "' but must be "
                            + shape);
            return Optional.empty();
        }
    }

    void complain(String what) {
        if (complaint == null) {
            complaint = what;
        }
    }

    /// What could not be read, if anything.
    Optional<Problem> problem() {
        return Optional.ofNullable(complaint).map(Problem::badRequest);
    }
}
