package vigilar.intake;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The keys of a message by their types. A key that is null counts as absent; one of a wrong type
/// is a complaint, and a message with complaints is refused. For one thread.
final class Fields {
    /// A number below 10^11 is seconds, else milliseconds (the contract's rule).
    private static final BigDecimal SECONDS_BELOW = new BigDecimal("1e11");

    /// 10^15 ms lie 30,000 years ahead: what is larger says nothing that a clock could say.
    private static final BigDecimal LATEST_MILLIS = new BigDecimal("1e15");

    private final JsonNode object;
    private final String path;
    private final List<String> complaints;

    Fields(JsonNode object) {
        this(object, "", new ArrayList<>());
    }

    private Fields(JsonNode object, String path, List<String> complaints) {
        this.object = object;
        this.path = path;
        this.complaints = complaints;
    }

    /// What is wrong with the message, or empty.
    Optional<String> complaint() {
        return complaints.stream().findFirst();
    }

    private @Nullable JsonNode at(String key) {
        var node = object.get(key);
        return node == null || node.isNull() ? null : node;
    }

    void needed(String key) {
        if (at(key) == null) {
            complaints.add(path + key + " is missing");
        }
    }

    boolean flag(String key, boolean absent) {
        var node = at(key);
        if (node == null) {
            return absent;
        }
        if (!node.isBoolean()) {
            complaints.add(path + key + " must be true or false");
            return absent;
        }
        return node.booleanValue();
    }

    /// The text, or an empty one when absent.
    String text(String key) {
        var node = at(key);
        if (node == null) {
            return "";
        }
        if (!node.isString()) {
            complaints.add(path + key + " must be text");
            return "";
        }
        return node.stringValue();
    }

    String textOrNumber(String key) {
        var node = at(key);
        return node != null && node.isNumber() ? node.toString() : text(key);
    }

    void number(String key) {
        var node = at(key);
        if (node != null && !node.isNumber()) {
            complaints.add(path + key + " must be a number");
        }
    }

    /// One of a few words, in any case.
    ///
    /// @param absent what holds when the key is absent; empty: then the message is refused
    String word(String key, String absent, Set<String> words) {
        var node = at(key);
        if (node == null && !absent.isEmpty()) {
            return absent;
        }
        var word = text(key).strip().toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
            complaints.add(
                    path + key + " must be one of " + String.join(", ", new TreeSet<>(words)));
        }
        return word;
    }

    /// An object within; an empty one when absent.
    Fields object(String key) {
        var node = at(key);
        if (node != null && !node.isObject()) {
            complaints.add(path + key + " must be an object");
            node = null;
        }
        var inner = node == null ? JsonNodeFactory.instance.objectNode() : node;
        return new Fields(inner, path + key + ".", complaints);
    }

    /// The device's own time, if it says one: milliseconds, seconds or ISO 8601.
    Optional<Instant> time(String key) {
        var node = at(key);
        if (node == null) {
            return Optional.empty();
        }
        var time =
                node.isNumber()
                        ? node.asDecimalOpt().flatMap(Fields::ofNumber) // none for infinity
                        : node.isString() ? ofText(node.stringValue()) : Optional.<Instant>empty();
        if (time.isEmpty()) {
            complaints.add(path + key + " must be milliseconds, seconds or ISO 8601");
        }
        return time;
    }

    private static Optional<Instant> ofNumber(BigDecimal number) {
        // Compared before converted: 1e999999999 as a whole number would fill the memory.
        if (number.signum() < 0 || number.compareTo(LATEST_MILLIS) >= 0) {
            return Optional.empty();
        }
        var millis = number.doubleValue() * (number.compareTo(SECONDS_BELOW) < 0 ? 1000 : 1);
        return Optional.of(Instant.ofEpochMilli((long) millis));
    }

    private static Optional<Instant> ofText(String text) {
        try {
            var parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            text, OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    parsed instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
