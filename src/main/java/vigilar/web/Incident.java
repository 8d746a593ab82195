package vigilar.web;

import vigilar.event.Event;
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

    private record Key(
            String family, SourceId source, Severity severity, long hour, LocalDate day) {}

    /// Folds repeats: the same family, source and severity within the same hour, none more than
    /// five minutes after the one before. Whether two events fold does not depend on others, so a
    /// list that grows at either end never folds differently in the middle. fold.js has the same
    /// rule.
    ///
    /// @param events newest first
    /// @return newest first, each at the place of its newest event
    static List<Incident> fold(List<Event> events, Words words, ZoneId zone) {
        var lines = new ArrayList<List<Event>>();
        Map<Key, List<Event>> open = new HashMap<>();
        for (var event : events) {
            var family = words.family(event.type());
            var key =
                    new Key(
                            family,
                            event.source(),
                            event.severity(),
                            event.at().toEpochMilli() / Duration.ofHours(1).toMillis(),
                            event.at().atZone(zone).toLocalDate());
            var line = open.get(key);
            if (!family.isEmpty() && line != null && isSoonAfter(line.getLast(), event)) {
                line.add(event);
                continue;
            }
            var begun = new ArrayList<Event>();
            begun.add(event);
            lines.add(begun);
            open.put(key, begun);
        }
        return lines.stream().map(Incident::new).toList();
    }

    private static boolean isSoonAfter(Event later, Event earlier) {
        return Duration.between(earlier.at(), later.at()).compareTo(LONGEST_PAUSE) <= 0;
    }

    Event newest() {
        return events.getFirst();
    }

    /// "Hall motion, 14 times in 6 min", or the event's own sentence.
    String sentence(Words words) {
        var counted = events.stream().filter(event -> !words.quiet(event.type())).toList();
        var subject = counted.isEmpty() ? newest() : counted.getFirst();
        if (counted.size() < 2) {
            return words.sentence(events.size() == 1 ? newest() : subject);
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
