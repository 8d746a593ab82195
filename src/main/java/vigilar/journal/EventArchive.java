package vigilar.journal;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looking back: filtered pages of history by key, never by offset. Safe for any number of threads.
public interface EventArchive {
    /// 500 rows: some 200 KB of JSON, the most that one answer of the API carries.
    int MOST_PER_PAGE = 500;

    /// 1,000 suggestions: more than a page can sensibly offer.
    int MOST_KNOWN = 1_000;

    /// 1,000 events that may stand: every device of a large home, each with its gravest news and
    /// the end of it.
    int MOST_STANDING = 1_000;

    /// Up to `limit` events older than `before`, newest first. Empty `before`: from the newest.
    Page before(Optional<EventId> before, ArchiveFilter filter, int limit);

    /// Up to `limit` events newer than `after`, oldest first.
    Page after(EventId after, ArchiveFilter filter, int limit);

    /// The newest event of each source and type that is at least that grave, or of one of these
    /// types: what may still stand, however long ago it began. The gravest first, the newest of
    /// them first, at most [#MOST_STANDING]: a missing end is a false alarm, a missing danger is
    /// worse.
    List<Event> newestOfEach(Severity least, Set<EventType> orTypes);

    /// Just before the first event from then on, by time; behind all there are if there is none.
    default EventId justBefore(Instant from) {
        var since =
                new ArchiveFilter(
                        Severity.INFO,
                        Set.of(),
                        Set.of(),
                        Optional.of(from),
                        Optional.empty(),
                        Optional.empty(),
                        "");
        return after(EventId.BEFORE_ALL, since, 1).events().stream()
                .map(first -> new EventId(first.id().sequence() - 1))
                .findFirst()
                .orElse(new EventId(Long.MAX_VALUE - 1));
    }

    /// One event.
    Optional<Event> find(EventId id);

    /// How many events fell into each slice of time and the worst of them, oldest first, empty
    /// slices left out. For the day strip: 96 slices of 15 minutes a day.
    List<Slice> slices(Instant from, Instant to, Duration width, ArchiveFilter filter);

    /// The sources and types seen so far, for suggestions; each sorted, at most [#MOST_KNOWN] of
    /// each.
    Known known();

    /// @param events fewer than asked, or none, with a `next`, when they are large or hard to find:
    ///   a search for words ends its page before it takes too long
    /// @param next where the next page in the asked direction begins (exclusive); empty if there is
    ///   nothing further on
    record Page(List<Event> events, Optional<EventId> next) {
        /// True if there are, or may be, events further on in the asked direction.
        public boolean more() {
            return next.isPresent();
        }
    }

    /// @param start inclusive, a whole multiple of the width since `from`
    record Slice(Instant start, long count, Severity worst) {}

    record Known(List<SourceId> sources, List<EventType> types) {}
}
