package vigilar.journal;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

import vigilar.event.Event;
import vigilar.event.Severity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One question to the archive, on one consistent state.
///
/// Where most events fit, walking the ids finds a page at once; where few do, the streams of the
/// wanted strands are merged, each by its index. A look at the nearest rows decides.
final class ArchiveSearch {
    /// 500 rows: some two milliseconds; a page that is not full by then wants the index.
    private static final int LOOK = 500;

    /// 8 MiB of payloads end a look or a page: with the largest ones 500 would be 125 MiB, and a
    /// few visitors at a time would fill the memory.
    private static final long MOST_BYTES = 8L << 20;

    private static final Pattern BLANK = Pattern.compile("\\s+");

    private final Handle reading;
    private final EventRows rows;
    private final ArchiveFilter filter;
    private final List<String> words;
    private final Sieve sieve;
    private final List<Integer> strands;
    private final boolean everyStrand;
    private long lowest = 1;
    private long highest = Long.MAX_VALUE;

    ArchiveSearch(Handle reading, EventRows rows, ArchiveFilter filter) {
        this.reading = reading;
        this.rows = rows;
        this.filter = filter;
        words =
                BLANK.splitAsStream(filter.text().strip().toLowerCase(Locale.ROOT))
                        .filter(it -> !it.isEmpty())
                        .toList();
        sieve = new Sieve(words, filter.timeOfDay());
        everyStrand =
                filter.types().isEmpty()
                        && filter.sources().isEmpty()
                        && filter.least() == Severity.INFO;
        strands = everyStrand ? List.of() : wantedStrands();
        narrowByTime();
    }

    private List<Integer> wantedStrands() {
        return reading.createQuery(
                        """
                        SELECT id FROM strand WHERE severity >= :least
                            AND (:types = '[]' OR type IN (SELECT value FROM json_each(:types)))
                            AND (:sources = '[]' OR source IN (SELECT value FROM json_each(:sources)))
                        """)
                .bind("least", StoredSeverity.number(filter.least()))
                .bind("types", json(filter.types()))
                .bind("sources", json(filter.sources()))
                .mapTo(Integer.class)
                .list();
    }

    /// Types and sources hold nothing that JSON escapes.
    private static String json(Iterable<?> plainWords) {
        var quoted = new ArrayList<String>();
        plainWords.forEach(it -> quoted.add("\"" + it + "\""));
        return "[" + String.join(",", quoted) + "]";
    }

    /// The slices tell between which ids a span of time lies. A clock that jumped makes that range
    /// wide, never wrong: each event's own time is checked too.
    private void narrowByTime() {
        if (filter.from().isEmpty() && filter.to().isEmpty()) {
            return;
        }
        long from = filter.from().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
        long to = filter.to().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
        var range =
                reading.createQuery(
                                """
                                SELECT coalesce(min(first_id), 1), coalesce(max(last_id), 0)
                                FROM quarter WHERE start >= :from AND start < :to\
                                """)
                        .bind("from", from == Long.MIN_VALUE ? from : EventRows.sliceStart(from))
                        .bind("to", to)
                        .map((row, _) -> new long[] {row.getLong(1), row.getLong(2)})
                        .one();
        lowest = range[0];
        highest = range[1];
    }

    /// Up to `most` events along the walk; fewer when they are large, see [#cutShort].
    List<Event> find(Walk walk, int most) {
        var found = new ArrayList<Event>();
        if (!everyStrand && strands.isEmpty()) {
            return found;
        }
        var at = bounded(walk);
        var conditions = ""; // the first look is short whatever it finds
        boolean more = true;
        while (more && found.size() < most && !cutShort(found)) {
            var look = next(at, conditions);
            var seen = look.events();
            seen.stream().filter(this::fits).limit(most - found.size()).forEach(found::add);
            more = look.cut() || seen.size() == LOOK;
            if (more) {
                at = at.from(seen.getLast().id().sequence());
                if (!everyStrand && found.size() < most && !cutShort(found)) {
                    merge(at, most, found);
                    return found;
                }
            }
            conditions = sieve.sql();
        }
        return found;
    }

    /// True if these are so large together that the page ends with them, whether full or not.
    static boolean cutShort(List<Event> found) {
        long bytes = 0;
        for (var event : found) {
            bytes += event.payload().json().length();
        }
        return bytes > MOST_BYTES;
    }

    private Walk bounded(Walk walk) {
        long start =
                walk.up()
                        ? Math.max(walk.from(), lowest - 1)
                        : Math.min(walk.from(), highest == Long.MAX_VALUE ? highest : highest + 1);
        return walk.from(start);
    }

    private EventRows.Found next(Walk walk, String conditions) {
        try (var query = reading.createQuery(sql(walk, conditions))) {
            var bound = bind(query, walk, LOOK);
            return rows.read(reading, conditions.isEmpty() ? bound : sieve.bind(bound), MOST_BYTES);
        }
    }

    private static String sql(Walk walk, String conditions) {
        return "SELECT "
                + EventRows.COLUMNS
                + (walk.up()
                        ? " FROM event WHERE id > :from AND id <= :end "
                                + conditions
                                + "ORDER BY id"
                        : " FROM event WHERE id < :from AND id >= :end "
                                + conditions
                                + "ORDER BY id DESC")
                + " LIMIT :most";
    }

    private Query bind(Query query, Walk walk, int most) {
        return query.bind("from", walk.from())
                .bind("end", walk.up() ? highest : lowest)
                .bind("most", most);
    }

    private void merge(Walk walk, int most, List<Event> found) {
        Comparator<Stream> byId = Comparator.comparingLong(Stream::id);
        var streams = new PriorityQueue<Stream>(walk.up() ? byId : byId.reversed());
        for (int strand : strands) {
            var stream = new Stream(strand, walk);
            if (stream.advance()) {
                streams.add(stream);
            }
        }
        while (found.size() < most && !streams.isEmpty() && !cutShort(found)) {
            var nearest = streams.remove();
            var event = nearest.current();
            if (fits(event)) {
                found.add(event);
            }
            if (nearest.advance()) {
                streams.add(nearest);
            }
        }
    }

    private boolean fits(Event event) {
        return filter.admits(event)
                && filter.from().stream().noneMatch(event.at()::isBefore)
                && filter.to().stream().allMatch(event.at()::isBefore)
                && filter.timeOfDay().stream().allMatch(it -> it.holds(event.at()))
                && hasWords(event);
    }

    private boolean hasWords(Event event) {
        if (words.isEmpty()) {
            return true;
        }
        var text =
                (event.source() + " " + event.type() + " " + event.payload().json())
                        .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(text::contains);
    }

    /// Calls `each` with all events that fit.
    void all(Consumer<Event> each) {
        var walk = new Walk(0, true);
        for (var page = find(walk, LOOK); !page.isEmpty(); page = find(walk, LOOK)) {
            page.forEach(each);
            walk = walk.from(page.getLast().id().sequence());
        }
    }

    /// The kept counts of the wanted strands from `from` up to `to`, both whole quarters of an
    /// hour.
    List<EventArchive.Slice> counts(Instant from, Instant to) {
        return filter.types().isEmpty() && filter.sources().isEmpty()
                ? countsOfAll(from, to)
                : countsOfStrands(from, to);
    }

    private List<EventArchive.Slice> countsOfAll(Instant from, Instant to) {
        try (var query =
                reading.createQuery(
                        """
                        SELECT start, sum(events), max(severity) FROM quarter
                        WHERE start >= :from AND start < :to AND severity >= :least
                        GROUP BY start ORDER BY start\
                        """)) {
            return query.bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .bind("least", StoredSeverity.number(filter.least()))
                    .map((row, _) -> quarter(row))
                    .list();
        }
    }

    private static EventArchive.Slice quarter(ResultSet row) throws SQLException {
        return new EventArchive.Slice(
                Instant.ofEpochMilli(row.getLong(1)),
                row.getLong(2),
                StoredSeverity.of(row.getInt(3)));
    }

    private List<EventArchive.Slice> countsOfStrands(Instant from, Instant to) {
        var wanted =
                strands.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        try (var query =
                reading.createQuery(
                        """
                        SELECT slice.start, sum(slice.events), max(strand.severity)
                        FROM slice JOIN strand ON strand.id = slice.strand
                        WHERE slice.start >= :from AND slice.start < :to
                            AND slice.strand IN (SELECT value FROM json_each(:wanted))
                        GROUP BY slice.start ORDER BY slice.start\
                        """)) {
            return query.bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .bind("wanted", wanted)
                    .map((row, _) -> quarter(row))
                    .list();
        }
    }

    /// The wanted events in slices of any width since `from`, counted one by one; not for words and
    /// times of the day.
    List<EventArchive.Slice> countEach(Instant from, Duration width) {
        var wanted =
                strands.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        try (var query =
                reading.createQuery(
                        """
                        SELECT (at - :from) / :width, count(*), max(strand.severity)
                        FROM event JOIN strand ON strand.id = event.strand
                        WHERE event.id >= :lowest AND event.id <= :highest
                            AND at >= :first AND at < :to
                            AND (:every OR strand IN (SELECT value FROM json_each(:wanted)))
                        GROUP BY 1 ORDER BY 1\
                        """)) {
            return query.bind("from", from.toEpochMilli())
                    .bind("first", filter.from().orElse(from).toEpochMilli())
                    .bind("to", filter.to().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE))
                    .bind("width", width.toMillis())
                    .bind("lowest", lowest)
                    .bind("highest", highest)
                    .bind("every", everyStrand)
                    .bind("wanted", wanted)
                    .map(
                            (row, _) ->
                                    new EventArchive.Slice(
                                            from.plus(width.multipliedBy(row.getLong(1))),
                                            row.getLong(2),
                                            StoredSeverity.of(row.getInt(3))))
                    .list();
        }
    }

    /// The events of one strand along the walk, read a few at a time.
    private final class Stream {
        /// 4 rows first, since most of many strands give none; twice as many each time up to 64.
        private static final int FIRST_SIP = 4;

        private static final int LARGEST_SIP = 64;

        /// 256 KiB a sip: one of the largest payloads, since many streams are open at a time.
        private static final long SIP_BYTES = 256 << 10;

        private final int strand;
        private Walk walk;
        private int sip = FIRST_SIP;
        private final Deque<Event> sipped = new ArrayDeque<>();
        private boolean dry;

        Stream(int strand, Walk walk) {
            this.strand = strand;
            this.walk = walk;
        }

        /// Moves to the first or next event; false at the end.
        boolean advance() {
            sipped.poll();
            if (sipped.isEmpty() && !dry) {
                var conditions = "AND strand = :strand " + sieve.sql();
                try (var query = reading.createQuery(sql(walk, conditions))) {
                    var bound = bind(query, walk, sip).bind("strand", strand);
                    var found = rows.read(reading, sieve.bind(bound), SIP_BYTES);
                    sipped.addAll(found.events());
                    dry = !found.cut() && sipped.size() < sip;
                }
                sip = Math.min(2 * sip, LARGEST_SIP);
                if (!dry) {
                    walk = walk.from(sipped.getLast().id().sequence());
                }
            }
            return !sipped.isEmpty();
        }

        Event current() {
            return sipped.getFirst();
        }

        long id() {
            return current().id().sequence();
        }
    }
}
