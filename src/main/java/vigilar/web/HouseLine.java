package vigilar.web;

import vigilar.event.Event;
import vigilar.event.Severity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One sentence that answers "is the house all right?" from what the journal knows. house.js has
/// the same rule.
///
/// @param worst INFO when nothing stands
/// @param since of the trouble that is named, empty when all is quiet
record HouseLine(Severity worst, String text, Optional<Instant> since) {
    /// A day: an unanswered alarm of last night must still stand in the morning.
    static final Duration LOOK_BACK = Duration.ofHours(24);

    /// An hour: for trouble that nothing ever ends, a person at the camera or a panic button.
    static final Duration WITHOUT_END = Duration.ofHours(1);

    /// 200 grave events and ends of a day are read; more is a flood, and the newest say what it is.
    static final int MOST_READ = 200;

    /// What stands now: grave events of the last day whose end has not come, the worst first.
    ///
    /// @param graveAndEnds events of severity ALERT or more, and those that end them, newest first
    static HouseLine of(List<Event> graveAndEnds, Instant now, Words words) {
        var standing =
                graveAndEnds.stream()
                        .filter(event -> stands(event, graveAndEnds, now, words))
                        .sorted((a, b) -> b.severity().compareTo(a.severity()))
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
        if (event.severity().compareTo(Severity.ALERT) < 0) {
            return false;
        }
        var end = words.endedBy(event.type());
        if (end.isEmpty()) {
            return event.at().isAfter(now.minus(WITHOUT_END));
        }
        return event.at().isAfter(now.minus(LOOK_BACK))
                && all.stream()
                        .noneMatch(
                                later ->
                                        later.id().isBeyond(event.id())
                                                && later.type().equals(end.get())
                                                && later.source().equals(event.source()));
    }
}
