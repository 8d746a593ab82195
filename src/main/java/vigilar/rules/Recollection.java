package vigilar.rules;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a watch must know of the past before it looks at the next event: how the house stood, and
/// what those conditions that count have counted.
///
/// @param archive only read
record Recollection(EventArchive archive) {
    private static final Set<EventType> COMING_AND_GOING =
            Set.of(new EventType("ARRIVED"), new EventType("LEFT"));

    private static final SourceId PANEL = new SourceId("panel");

    /// @param seen up to which event everything is past
    void of(RuleBook book, EventId seen, RuleWatch watch) {
        if (book.rules().isEmpty()) {
            return;
        }
        var memory =
                book.rules().stream()
                        .map(it -> it.when().memory())
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
        var begin = beginning(seen, memory);
        archive.before(Optional.of(after(begin)), of(PANEL), 1).events().forEach(watch::learn);
        archive.newestOfEach(Severity.CRITICAL, COMING_AND_GOING).stream()
                .filter(it -> COMING_AND_GOING.contains(it.type()))
                .filter(it -> !it.id().isBeyond(begin))
                .sorted(Comparator.comparing(Event::id))
                .forEach(watch::learn);
        relive(begin, seen, watch);
    }

    /// The last event that is too long ago to count.
    private EventId beginning(EventId seen, Duration memory) {
        if (memory.isZero()) {
            return seen;
        }
        var last = archive.before(Optional.of(after(seen)), ArchiveFilter.ALL, 1).events();
        if (last.isEmpty()) {
            return seen;
        }
        var since =
                new ArchiveFilter(
                        Severity.INFO,
                        Set.of(),
                        Set.of(),
                        Optional.of(last.getFirst().at().minus(memory)),
                        Optional.empty(),
                        Optional.empty(),
                        "");
        return archive.after(EventId.BEFORE_ALL, since, 1).events().stream()
                .map(it -> new EventId(it.id().sequence() - 1))
                .filter(seen::isBeyond)
                .findFirst()
                .orElse(seen);
    }

    private void relive(EventId from, EventId to, RuleWatch watch) {
        var cursor = from;
        while (to.isBeyond(cursor)) {
            List<Event> page =
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

    private static ArchiveFilter of(SourceId source) {
        return new ArchiveFilter(
                Severity.INFO,
                Set.of(),
                Set.of(source),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }
}
