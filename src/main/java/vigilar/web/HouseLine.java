package vigilar.web;

import vigilar.event.Event;
import vigilar.event.Severity;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One sentence that answers "is the house all right?" from what the journal knows. house.js has
/// the same rule.
///
/// @param worst INFO when nothing stands
/// @param since of the trouble that is named, empty when all is quiet
record HouseLine(Severity worst, String text, Optional<Instant> since) {
    /// What is graver than this or as grave may stand.
    static final Severity LEAST = Severity.ALERT;

    /// A day: an alarm of last night that nothing ends (a panic button) must still stand in the
    /// morning.
    static final Duration CRITICAL_WITHOUT_END = Duration.ofHours(24);

    /// An hour: for lesser trouble that nothing ends, a fox at the hen house.
    static final Duration WITHOUT_END = Duration.ofHours(1);

    /// What stands now: grave events whose end has not come, however old, the worst first.
    ///
    /// @param newestOfEach the newest event of each source and type: those of severity ALERT or
    ///   more, and those that end them, the gravest first and of those the newest
    static HouseLine of(List<Event> newestOfEach, Instant now, Words words) {
        var standing =
                newestOfEach.stream()
                        .filter(event -> stands(event, newestOfEach, now, words))
                        .sorted(Comparator.comparing(Event::severity).reversed())
                        .toList();
        if (standing.isEmpty()) {
            return new HouseLine(Severity.INFO, words.say("house.quiet"), Optional.empty());
        }
        var first = standing.getFirst();
        long others = standing.stream().map(Event::source).distinct().count() - 1;
        var text =
                others == 0
                        ? words.sentence(first)
                        : words.say(
                                "house.more",
                                Map.of("sentence", words.sentence(first), "n", others));
        return new HouseLine(first.severity(), text, Optional.of(first.at()));
    }

    private static boolean stands(Event event, List<Event> all, Instant now, Words words) {
        if (event.severity().compareTo(LEAST) < 0 || words.isOver(event.type())) {
            return false;
        }
        var end = words.endedBy(event.type());
        if (end.isEmpty()) {
            var span = event.severity() == Severity.CRITICAL ? CRITICAL_WITHOUT_END : WITHOUT_END;
            return event.at().isAfter(now.minus(span));
        }
        return all.stream()
                .noneMatch(
                        later ->
                                later.id().isBeyond(event.id())
                                        && end.contains(later.type())
                                        && later.source().equals(event.source()));
    }
}
