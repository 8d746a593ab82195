package vigilar.web;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What one line of the list stands for: an event, or repeats of it shortly after each other.
///
/// @param events newest first, never empty
record Incident(List<Event> events) {
    /// 5 minutes: a sensor that is quiet for longer has seen something else.
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    Incident {
        events = List.copyOf(events);
    }

    /// 1 hour: "motion ended" later than that belongs to another motion.
    static final Duration LONGEST_STAY = Duration.ofHours(1);

    private record Key(
            String family, SourceId source, Severity severity, long hour, LocalDate day) {}

    private record End(SourceId source, EventType type) {}

    /// Folds repeats: the same family, source and severity within the same hour, none more than
    /// five minutes after the one before. What only ends another event ("motion ended") goes to the
    /// next older event of its source that it can end. fold.js has the same rule.
    ///
    /// @param events newest first
    /// @return newest first, each at the place of its newest event
    static List<Incident> fold(List<Event> events, Words words, ZoneId zone) {
        var lines = new ArrayList<List<Event>>();
        Map<Key, List<Event>> open = new HashMap<>();
        Map<End, List<List<Event>>> ends = new HashMap<>();
        for (var event : events) {
            if (words.quiet(event.type())) {
                var end = begin(event, lines);
                ends.computeIfAbsent(new End(event.source(), event.type()), _ -> new ArrayList<>())
                        .add(end);
                continue;
            }
            var mine = endsOf(event, ends, words);
            var until = mine.isEmpty() ? event : mine.getFirst().getFirst();
            var key = key(event, words, zone);
            var line = open.get(key);
            if (key.family().isEmpty() || line == null || !isSoonAfter(line.getLast(), until)) {
                line = new ArrayList<>();
                lines.add(line);
                open.put(key, line);
            }
            for (var end : mine) {
                line.addAll(end);
                end.clear();
            }
            line.add(event);
        }
        return lines.stream().filter(line -> !line.isEmpty()).map(Incident::new).toList();
    }

    private static List<Event> begin(Event event, List<List<Event>> lines) {
        var line = new ArrayList<>(List.of(event));
        lines.add(line);
        return line;
    }

    private static Key key(Event event, Words words, ZoneId zone) {
        return new Key(
                words.family(event.type()),
                event.source(),
                event.severity(),
                event.at().toEpochMilli() / Duration.ofHours(1).toMillis(),
                event.at().atZone(zone).toLocalDate());
    }

    /// Takes the ends that wait for an event of this kind; one that waits too long stands alone.
    private static List<List<Event>> endsOf(
            Event event, Map<End, List<List<Event>>> ends, Words words) {
        return words
                .closedBy(event.type())
                .map(type -> ends.remove(new End(event.source(), type)))
                .orElse(List.of())
                .stream()
                .filter(end -> isWithin(LONGEST_STAY, event, end.getFirst()))
                .toList();
    }

    private static boolean isSoonAfter(Event later, Event earlier) {
        return isWithin(LONGEST_PAUSE, earlier, later);
    }

    private static boolean isWithin(Duration span, Event earlier, Event later) {
        return Duration.between(earlier.at(), later.at()).compareTo(span) <= 0;
    }

    Event newest() {
        return events.getFirst();
    }

    /// What the line is about: its newest event that does more than end another.
    Event subject(Words words) {
        return events.stream()
                .filter(event -> !words.quiet(event.type()))
                .findFirst()
                .orElseGet(this::newest);
    }

    /// "Hall motion, 14 times in 6 min", or the event's own sentence.
    String sentence(Words words) {
        var counted = events.stream().filter(event -> !words.quiet(event.type())).toList();
        var subject = subject(words);
        if (counted.size() < 2) {
            return words.sentence(subject);
        }
        var span = Duration.between(counted.getLast().at(), counted.getFirst().at());
        var values =
                Map.of(
                        "sentence", words.sentence(subject),
                        "count", counted.size(),
                        "span", words.say("minutes", Map.of("n", span.toMinutes())));
        return words.say(span.toMinutes() < 1 ? "foldedMoment" : "folded", values);
    }
}
