package vigilar.web;

import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the address bar asks to see. The whole view stands there, so it can be sent to somebody.
///
/// @param asked the parameters that were understood, by name
/// @param notUnderstood one line for each parameter that was not: shown, since a dropped filter
///   shows other events than were asked for
record View(
        ArchiveFilter filter,
        Optional<EventId> before,
        Map<String, String> asked,
        List<String> notUnderstood) {
    /// 40 names in one filter: more than anybody clicks together, few enough for one statement.
    private static final int MOST_NAMES = 40;

    /// 200 characters of a search: the same as the field on the page takes.
    static final int LONGEST_SEARCH = 200;

    /// Reads the parameters of `/`; unknown ones are ignored.
    ///
    /// @param parameters the last value of each
    static View of(Map<String, String> parameters, ZoneId zone) {
        return new Reading(parameters, zone).view();
    }

    /// True if anything is filtered out.
    boolean isFiltered() {
        return asked.keySet().stream().anyMatch(name -> !name.equals("before"));
    }

    /// The address of this view with one parameter set, or removed when `value` is empty; it always
    /// begins at the newest event.
    String with(String name, String value) {
        return address(changed(Map.of(name, value)));
    }

    /// The address of this view from one moment to another.
    String between(Instant from, Instant to) {
        return address(changed(Map.of("from", from.toString(), "to", to.toString())));
    }

    /// The address of the page after this one.
    String olderThan(EventId id) {
        var parameters = new TreeMap<>(asked);
        parameters.put("before", id.toString());
        return address(parameters);
    }

    private TreeMap<String, String> changed(Map<String, String> changes) {
        var parameters = new TreeMap<>(asked);
        parameters.remove("before");
        changes.forEach(
                (name, value) -> {
                    if (value.isEmpty()) {
                        parameters.remove(name);
                    } else {
                        parameters.put(name, value);
                    }
                });
        return parameters;
    }

    private static String address(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&", parameters.isEmpty() ? "/" : "/?", ""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /// One pass over the parameters, noting what it could not read.
    private static final class Reading {
        private final Map<String, String> parameters;
        private final ZoneId zone;
        private final Map<String, String> asked = new TreeMap<>();
        private final List<String> notUnderstood = new ArrayList<>();

        Reading(Map<String, String> parameters, ZoneId zone) {
            this.parameters = parameters;
            this.zone = zone;
        }

        View view() {
            var filter =
                    new ArchiveFilter(
                            read("severity", Severity::named).orElse(Severity.INFO),
                            read("type", text -> names(text, EventType::looksRight))
                                    .map(found -> mapped(found, EventType::new))
                                    .orElse(Set.of()),
                            read("source", text -> names(text, SourceId::looksRight))
                                    .map(found -> mapped(found, SourceId::new))
                                    .orElse(Set.of()),
                            read("from", Reading::instant),
                            read("to", Reading::instant),
                            read("time_of_day", this::timeOfDay),
                            read("q", Reading::search).orElse(""));
            read("unseen", text -> text.equals("1") ? Optional.of(true) : Optional.empty());
            var before = read("before", Reading::id);
            return new View(filter, before, Map.copyOf(asked), List.copyOf(notUnderstood));
        }

        private <T> Optional<T> read(
                String name, java.util.function.Function<String, Optional<T>> reader) {
            var text = parameters.getOrDefault(name, "").strip();
            if (text.isEmpty()) {
                return Optional.empty();
            }
            var value = reader.apply(text);
            if (value.isPresent()) {
                asked.put(name, text);
            } else {
                notUnderstood.add(
                        name + "=" + (text.length() <= 60 ? text : text.substring(0, 60)));
            }
            return value;
        }

        private static Optional<List<String>> names(
                String text, java.util.function.Predicate<String> looksRight) {
            var found = Stream.of(text.split(",", -1)).map(String::strip).toList();
            return found.size() <= MOST_NAMES && found.stream().allMatch(looksRight)
                    ? Optional.of(found)
                    : Optional.empty();
        }

        private static <T> Set<T> mapped(
                List<String> found, java.util.function.Function<String, T> made) {
            return found.stream().map(made).collect(Collectors.toUnmodifiableSet());
        }

        private static Optional<String> search(String text) {
            return text.length() <= LONGEST_SEARCH ? Optional.of(text) : Optional.empty();
        }

        /// ISO 8601 with an offset, or milliseconds since 1970.
        private static Optional<Instant> instant(String text) {
            try {
                return Optional.of(
                        text.matches("[0-9]{1,15}")
                                ? Instant.ofEpochMilli(Long.parseLong(text))
                                : java.time.OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }

        /// 22:00-06:00
        private Optional<ArchiveFilter.TimeOfDay> timeOfDay(String text) {
            var ends = text.split("-", -1);
            if (ends.length != 2) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        new ArchiveFilter.TimeOfDay(
                                LocalTime.parse(ends[0].strip()),
                                LocalTime.parse(ends[1].strip()),
                                zone));
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }

        private static Optional<EventId> id(String text) {
            return text.matches("[0-9]{1,18}")
                    ? Optional.of(new EventId(Long.parseLong(text)))
                    : Optional.empty();
        }
    }
}
