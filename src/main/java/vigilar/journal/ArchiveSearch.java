package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.Event;
import vigilar.journal.Route.Stretch;
import vigilar.journal.Sieve.Condition;
import vigilar.journal.Spans.Span;
import vigilar.storage.QuickSql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// One question to the archive, on one consistent state.
///
/// Where most events fit, walking the ids finds a page at once; where few do, the streams of the
/// wanted strands are merged, each by its index. Both go only through the stretches of a [Route].
final class ArchiveSearch {
    /// A look into an index costs as much as walking some 32 rows: so far the ids are walked before
    /// all wanted strands are looked up.
    private static final int ROWS_PER_LOOK = 32;

    /// 64 rows at least, so that a condition that lets too much through is not one row a question.
    private static final int FEWEST_READ = 64;

    /// 500 events a time where all are wanted.
    private static final int PORTION = 500;

    /// 8 MiB of payloads end a look or a page: with the largest ones 500 would be 125 MiB, and a
    /// few visitors at a time would fill the memory.
    private static final long MOST_BYTES = 8L << 20;

    /// 16 blocks, 4,096 ids, first where words must be looked for, some milliseconds; twice as many
    /// each time.
    private static final int FIRST_BLOCKS = 16;

    /// A million ids at most: of pieces in which next to nothing had to be read.
    private static final long LARGEST_PIECE = 1 << 20;

    private static final String ENDS =
            "SELECT coalesce((SELECT min(id) FROM event), 1), last_id FROM head";

    private static final String ENDS_OF_TIME =
            """
            SELECT coalesce(min(first_id), 1), coalesce(max(last_id), 0)
            FROM quarter WHERE start >= ? AND start < ?\
            """;

    private final Handle reading;
    private final EventRows rows;
    private final Chunks chunks;
    private final ArchiveFilter filter;
    private final WantedStrands strands;
    private final Words words;
    private final Spans spans;

    ArchiveSearch(Handle reading, EventRows rows, Chunks chunks, ArchiveFilter filter) {
        this.reading = reading;
        this.rows = rows;
        this.chunks = chunks;
        this.filter = filter;
        words = new Words(reading, filter.text());
        strands = WantedStrands.of(reading, filter);
        var part = filter.timeOfDay();
        spans =
                part.isPresent()
                        ? Spans.of(
                                new PartOfDay(part.get(), filter.least())
                                        .spans(reading, from(filter), to(filter)))
                        : Spans.of(List.of(idsOfTime(reading, filter)));
    }

    private static long from(ArchiveFilter filter) {
        return filter.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    }

    private static long to(ArchiveFilter filter) {
        return filter.to().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    }

    /// The quarters of an hour tell between which ids a span of time lies. A clock that jumped
    /// makes that range wide, never wrong: each event's own time is checked too.
    static Span idsOfTime(Handle reading, ArchiveFilter filter) {
        boolean always = filter.from().isEmpty() && filter.to().isEmpty();
        long from = from(filter);
        return QuickSql.one(
                reading,
                always ? ENDS : ENDS_OF_TIME,
                row -> new Span(row.getLong(1), row.getLong(2)),
                always
                        ? new Object[0]
                        : new Object[] {
                            from == Long.MIN_VALUE ? from : EventRows.sliceStart(from), to(filter)
                        });
    }

    /// What a search came back with.
    ///
    /// @param tired where it stopped since its effort was spent: all up to there was looked at
    record Found(List<Event> events, OptionalLong tired) {}

    /// Up to `most` events along the walk; fewer when they are large, see [#cutShort], or when the
    /// effort was spent.
    Found find(Walk walk, int most, Effort effort) {
        var crossing = new Crossing(walk.up(), most, effort);
        var route = new Route(reading, chunks, spans, strands, words, filter.timeOfDay(), walk);
        var next = route.next();
        while (next.isPresent() && crossing.isRoom()) {
            crossing.cross(next.get());
            if (crossing.isRoom() || crossing.isTiredBehind(next.get().ids())) {
                next = route.next();
            }
        }
        // who was tired just when the last had been looked at has nothing left
        return new Found(crossing.found, next.isPresent() ? crossing.tired : OptionalLong.empty());
    }

    /// True if these are so large together that the page ends with them, whether full or not.
    static boolean cutShort(List<Event> found) {
        long bytes = 0;
        for (var event : found) {
            bytes += event.payload().json().length();
        }
        return bytes > MOST_BYTES;
    }

    private boolean fits(Event event) {
        return filter.admits(event)
                && filter.from().stream().noneMatch(event.at()::isBefore)
                && filter.to().stream().allMatch(event.at()::isBefore)
                && filter.timeOfDay().stream().allMatch(it -> it.holds(event.at()))
                && words.standIn(event);
    }

    /// Calls `each` with all events that fit.
    void all(Consumer<Event> each) {
        var walk = new Walk(0, true);
        for (var page = portion(walk); !page.isEmpty(); page = portion(walk)) {
            page.forEach(each);
            walk = walk.from(page.getLast().id().sequence());
        }
    }

    private List<Event> portion(Walk walk) {
        return find(walk, PORTION, Effort.UNBOUNDED).events();
    }

    /// A page being filled.
    private final class Crossing {
        private final boolean up;
        private final int most;
        private final List<Event> found = new ArrayList<>();
        private final Map<Integer, StrandStream> streams = new HashMap<>();
        private final Effort effort;
        private long walked;
        private long piece = (long) FIRST_BLOCKS * chunks.blockIds();
        private OptionalLong tired = OptionalLong.empty();

        Crossing(boolean up, int most, Effort effort) {
            this.up = up;
            this.most = most;
            this.effort = effort;
        }

        boolean isRoom() {
            return tired.isEmpty() && found.size() < most && !cutShort(found);
        }

        boolean isTiredBehind(Span ids) {
            return tired.isPresent() && tired.getAsLong() == ids.far(up);
        }

        /// The next piece of a stretch in which words must be read for: how long that takes nobody
        /// knows before.
        private Span piece(Span ids) {
            return filter.text().isBlank() ? ids : ids.nearest(piece, up).orElseThrow();
        }

        private void lookedAt(Span ids) {
            if (!filter.text().isBlank()) {
                piece = ids.length() < piece ? piece : Math.min(2 * piece, LARGEST_PIECE);
                if (isRoom() && effort.isSpent()) {
                    tired = OptionalLong.of(ids.far(up));
                }
            }
        }

        /// Walks the ids for as long as looking up the strands would cost, then looks them up: so
        /// whichever would have been right, it is at most twice the work.
        void cross(Stretch stretch) {
            long rowsWorth = rowsWorth(stretch);
            if (rowsWorth == 0) {
                return;
            }
            var ids = stretch.ids();
            var near = ids.nearest(rowsWorth - walked, up);
            near.ifPresent(it -> walk(it, stretch.sieve().onAll()));
            if (near.isPresent() && near.get().equals(ids)) {
                walked += ids.length();
                return;
            }
            walked = 0;
            var rest = near.isEmpty() ? Optional.of(ids) : ids.beyond(near.get().far(up), up);
            while (isRoom() && rest.isPresent()) {
                var part = piece(rest.get());
                merge(new Stretch(part, stretch.sieve()));
                lookedAt(part);
                rest = rest.get().beyond(part.far(up), up);
            }
        }

        private void walk(Span ids, Condition condition) {
            var left = Optional.of(ids);
            while (isRoom() && left.isPresent()) {
                var part = piece(left.get());
                walkIds(part, condition);
                lookedAt(part);
                left = left.get().beyond(part.far(up), up);
            }
        }

        /// How many rows may be walked for the price of looking up the strands that may be there.
        private long rowsWorth(Stretch stretch) {
            if (stretch.sieve().strands().isEmpty()) {
                return Long.MAX_VALUE;
            }
            return ROWS_PER_LOOK
                    * stretch.sieve().strands().get().stream()
                            .mapToObj(streams::get)
                            .filter(it -> it == null || !it.isBeyond(stretch.ids()))
                            .count();
        }

        private void walkIds(Span ids, Condition condition) {
            var left = Optional.of(ids);
            while (left.isPresent() && isRoom()) {
                int portion = Math.max(FEWEST_READ, most - found.size());
                var look = rows.find(reading, left.get(), up, condition, portion, MOST_BYTES);
                var seen = look.events();
                seen.stream()
                        .filter(ArchiveSearch.this::fits)
                        .limit(most - found.size())
                        .forEach(found::add);
                left =
                        look.cut() || seen.size() == portion
                                ? left.get().beyond(seen.getLast().id().sequence(), up)
                                : Optional.empty();
            }
        }

        private void merge(Stretch stretch) {
            Comparator<StrandStream> byId = Comparator.comparingLong(StrandStream::id);
            var open = new PriorityQueue<StrandStream>(up ? byId : byId.reversed());
            stretch.sieve().strands().orElseThrow().stream()
                    .mapToObj(
                            it ->
                                    streams.computeIfAbsent(
                                            it, _ -> new StrandStream(reading, rows, it, up)))
                    .filter(it -> !it.isBeyond(stretch.ids()) && it.enter(stretch))
                    .forEach(open::add);
            while (isRoom() && !open.isEmpty()) {
                var nearest = open.remove();
                var event = nearest.current();
                if (fits(event)) {
                    found.add(event);
                }
                if (nearest.advance()) {
                    open.add(nearest);
                }
            }
        }
    }
}
