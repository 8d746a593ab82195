package vigilar.rules;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a watch must know of the past before it looks at the next event: how the house stood, and
/// what those conditions that count have counted.
///
/// Goes back from there, and no farther than it must: a wrong clock may have left any times behind.
///
/// @param archive only read
record Recollection(EventArchive archive) {
    /// 100,000 events are counted again, some two seconds: who has more in the time of a rule has a
    /// flood, and an alarm waits meanwhile.
    private static final int MOST_RELIVED = 100_000;

    /// 20 pages are searched for how something stood; then nobody knows.
    private static final int MOST_PAGES = 20;

    private static final Set<EventType> COMING_AND_GOING =
            Set.of(new EventType("ARRIVED"), new EventType("LEFT"));

    private static final Set<EventType> ENDS =
            Stream.concat(RuleWatch.ALARM_OVER.stream(), Stream.of(RuleWatch.DISARMED))
                    .collect(Collectors.toUnmodifiableSet());

    private static final Set<SourceId> PANEL = Set.of(RuleWatch.PANEL);

    /// @param seen up to which event everything is past
    void of(List<Rule> rules, EventId seen, RuleWatch watch) {
        if (rules.isEmpty()) {
            return;
        }
        var memory =
                rules.stream()
                        .map(it -> it.when().memory())
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        var begin = memory.isPositive() ? beginning(seen, memory) : seen;
        newest(begin, Set.of(), PANEL, it -> RuleWatch.isPanels(it) && watch.hasState(it))
                .ifPresent(watch::learn);
        comingsAndGoings(begin, watch);
        relive(begin, seen, watch);
    }

    /// When the siren of the last alarm ended, or somebody disarmed; what a rule did about alarms
    /// before that is over.
    Optional<Instant> alarmsOver(EventId seen) {
        return newest(seen, ENDS, PANEL, RuleWatch::endsAlarms).map(Event::at);
    }

    /// The last event that is too long ago to count.
    private EventId beginning(EventId seen, Duration memory) {
        var place = after(seen);
        Optional<Instant> since = Optional.empty();
        for (int read = 0; read < MOST_RELIVED; read += EventArchive.MOST_PER_PAGE) {
            var page =
                    archive.before(
                                    Optional.of(place),
                                    ArchiveFilter.ALL,
                                    EventArchive.MOST_PER_PAGE)
                            .events();
            for (var event : page) {
                since = since.or(() -> Optional.of(event.at().minus(memory)));
                if (event.at().isBefore(since.get())) {
                    return event.id();
                }
                place = event.id();
            }
            if (page.isEmpty()) {
                break;
            }
        }
        return new EventId(Math.max(0, place.sequence() - 1));
    }

    private Optional<Event> newest(
            EventId upTo, Set<EventType> types, Set<SourceId> sources, Predicate<Event> wanted) {
        var place = after(upTo);
        for (int page = 0; page < MOST_PAGES; page++) {
            var events =
                    archive.before(
                                    Optional.of(place),
                                    ArchiveFilter.of(types, sources),
                                    EventArchive.MOST_PER_PAGE)
                            .events();
            var found = events.stream().filter(wanted).findFirst();
            if (found.isPresent() || events.isEmpty()) {
                return found;
            }
            place = events.getLast().id();
        }
        return Optional.empty();
    }

    /// Of each person the newest word.
    private void comingsAndGoings(EventId upTo, RuleWatch watch) {
        var known = new HashSet<SourceId>();
        var place = after(upTo);
        for (int page = 0; page < MOST_PAGES; page++) {
            var events =
                    archive.before(
                                    Optional.of(place),
                                    ArchiveFilter.of(COMING_AND_GOING, Set.of()),
                                    EventArchive.MOST_PER_PAGE)
                            .events();
            events.stream().filter(it -> known.add(it.source())).forEach(watch::learn);
            if (events.isEmpty()) {
                return;
            }
            place = events.getLast().id();
        }
    }

    private void relive(EventId from, EventId to, RuleWatch watch) {
        var cursor = from;
        while (to.isBeyond(cursor)) {
            var page =
                    archive.after(cursor, ArchiveFilter.ALL, EventArchive.MOST_PER_PAGE).events();
            if (page.isEmpty()) {
                return;
            }
            page.stream().filter(it -> !it.id().isBeyond(to)).forEach(watch::relive);
            cursor = page.getLast().id();
        }
    }

    private static EventId after(EventId id) {
        return new EventId(id.sequence() + 1);
    }
}
