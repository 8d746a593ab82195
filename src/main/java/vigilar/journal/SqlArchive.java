package vigilar.journal;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.EmptyHandling;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// History from the tables: a page walks the ids in one direction and stops when it is full.
public final class SqlArchive implements EventArchive {
    /// 8 MiB of payloads: a grave event has some hundred bytes; somebody who pads thousands of them
    /// may hide the ends from the house line, not the dangers, and not end the house.
    private static final long MOST_STANDING_BYTES = 8L << 20;

    private final Database database;
    private final Chunks chunks;
    private final Supplier<Effort> effort;
    private final EventRows rows = new EventRows(new Strands());
    private volatile KnownThen lastKnown = new KnownThen(0, new Known(List.of(), List.of()));

    public SqlArchive(Database database) {
        this(database, Chunks.USUAL);
    }

    SqlArchive(Database database, Chunks chunks) {
        this(database, chunks, Effort::ofAPage);
    }

    SqlArchive(Database database, Chunks chunks, Supplier<Effort> effort) {
        this.database = database;
        this.chunks = chunks;
        this.effort = effort;
    }

    @Override
    public Page before(Optional<EventId> before, ArchiveFilter filter, int limit) {
        long beyond = before.map(EventId::sequence).orElse(Long.MAX_VALUE);
        return page(filter, limit, new Walk(beyond, false));
    }

    @Override
    public Page after(EventId after, ArchiveFilter filter, int limit) {
        return page(filter, limit, new Walk(after.sequence(), true));
    }

    private Page page(ArchiveFilter filter, int limit, Walk walk) {
        if (limit < 1 || limit > MOST_PER_PAGE) {
            throw new IllegalArgumentException("a page has 1 to 500 events, not " + limit);
        }
        // one more than asked tells whether there are more
        var found = database.read(it -> search(it, filter).find(walk, limit + 1, effort.get()));
        var events = found.events();
        var page = List.copyOf(events.subList(0, Math.min(limit, events.size())));
        if (events.size() > limit || ArchiveSearch.cutShort(events)) {
            return new Page(page, Optional.of(page.getLast().id()));
        }
        return new Page(page, found.tired().stream().mapToObj(EventId::new).findFirst());
    }

    private ArchiveSearch search(Handle reading, ArchiveFilter filter) {
        return new ArchiveSearch(reading, rows, chunks, filter);
    }

    @Override
    public List<Event> newestOfEach(Severity least, Set<EventType> orTypes) {
        var names = orTypes.stream().map(EventType::name).toList();
        return database.read(
                reading -> {
                    try (var query =
                            reading.createQuery(
                                    """
                                    SELECT <columns> FROM event WHERE id IN (
                                        SELECT max((SELECT max(id) FROM event WHERE strand = strand.id))
                                        FROM strand WHERE severity >= :least OR type IN (<names>)
                                        GROUP BY source, type)
                                    ORDER BY (SELECT severity FROM strand WHERE id = event.strand) DESC,
                                        id DESC
                                    LIMIT :most\
                                    """)) {
                        query.define("columns", EventRows.COLUMNS)
                                .bindList(EmptyHandling.NULL_KEYWORD, "names", names)
                                .bind("least", StoredSeverity.number(least))
                                .bind("most", MOST_STANDING);
                        return rows.read(reading, query, MOST_STANDING_BYTES).events();
                    }
                });
    }

    @Override
    public Optional<Event> find(EventId id) {
        return database.read(
                reading -> {
                    try (var query =
                            reading.createQuery(
                                    "SELECT " + EventRows.COLUMNS + " FROM event WHERE id = :id")) {
                        return rows
                                .read(reading, query.bind("id", id.sequence()), 0)
                                .events()
                                .stream()
                                .findFirst();
                    }
                });
    }

    @Override
    public List<Slice> slices(Instant from, Instant to, Duration width, ArchiveFilter filter) {
        if (!width.isPositive()) {
            throw new IllegalArgumentException("a slice has some width: " + width);
        }
        var within = within(filter, from, to);
        return database.read(
                reading -> {
                    var slices = new TreeMap<Long, Slice>();
                    if (fits(from, to, width, filter)) {
                        new ArchiveCounts(reading, within)
                                .kept(from, to).stream()
                                        .filter(it -> holds(filter, it))
                                        .forEach(it -> add(slices, it, from, width));
                    } else if (filter.timeOfDay().isEmpty() && filter.text().isBlank()) {
                        return new ArchiveCounts(reading, within).each(from, width);
                    } else {
                        search(reading, within).all(it -> add(slices, Slices.of(it), from, width));
                    }
                    return List.copyOf(slices.values());
                });
    }

    /// True if the kept counts answer: they are per quarter of an hour, strand and nothing else.
    private static boolean fits(Instant from, Instant to, Duration width, ArchiveFilter filter) {
        long quarter = EventRows.SLICE.toMillis();
        return from.toEpochMilli() % quarter == 0
                && to.toEpochMilli() % quarter == 0
                && width.toMillis() % quarter == 0
                && filter.from().isEmpty()
                && filter.to().isEmpty()
                && filter.timeOfDay().stream().allMatch(PartOfDay::quartersTell)
                && filter.text().isBlank();
    }

    private static boolean holds(ArchiveFilter filter, Slice quarter) {
        return filter.timeOfDay().stream().allMatch(it -> it.holds(quarter.start()));
    }

    private static ArchiveFilter within(ArchiveFilter filter, Instant from, Instant to) {
        return new ArchiveFilter(
                filter.least(),
                filter.types(),
                filter.sources(),
                Optional.of(filter.from().filter(from::isBefore).orElse(from)),
                Optional.of(filter.to().filter(to::isAfter).orElse(to)),
                filter.timeOfDay(),
                filter.text());
    }

    private static void add(Map<Long, Slice> slices, Slice part, Instant from, Duration width) {
        long start = from.toEpochMilli();
        long offset = part.start().toEpochMilli() - start;
        long slice = start + Math.floorDiv(offset, width.toMillis()) * width.toMillis();
        slices.merge(
                slice,
                new Slice(Instant.ofEpochMilli(slice), part.count(), part.worst()),
                Slices::and);
    }

    @Override
    public Known known() {
        return database.read(this::known);
    }

    /// A strand is never changed and never removed, so its highest number tells whether what was
    /// read the last time still holds.
    private Known known(Handle reading) {
        int newest =
                reading.createQuery("SELECT coalesce(max(id), 0) FROM strand")
                        .mapTo(Integer.class)
                        .one();
        var last = lastKnown;
        if (last.newestStrand() == newest) {
            return last.known();
        }
        var known =
                new Known(
                        names(reading, "source").stream().map(SourceId::new).toList(),
                        names(reading, "type").stream().map(EventType::new).toList());
        lastKnown = new KnownThen(newest, known);
        return known;
    }

    private record KnownThen(int newestStrand, Known known) {}

    private static List<String> names(Handle reading, String column) {
        return reading.createQuery("SELECT DISTINCT <column> FROM strand ORDER BY 1 LIMIT :most")
                .define("column", column)
                .bind("most", MOST_KNOWN)
                .mapTo(String.class)
                .list();
    }

    /// Slices as sums.
    private static final class Slices {
        static Slice of(Event event) {
            return new Slice(event.at(), 1, event.severity());
        }

        static Slice and(Slice one, Slice other) {
            return new Slice(
                    one.start(), one.count() + other.count(), worse(one.worst(), other.worst()));
        }

        private static Severity worse(Severity one, Severity other) {
            return one.compareTo(other) >= 0 ? one : other;
        }
    }
}
