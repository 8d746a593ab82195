package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;
import vigilar.event.Worth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One small transaction that removes events of one worth with all that counts or refers to them.
final class PruningStep {
    /// 100 events: some milliseconds of the writer, so an append never waits much longer than for
    /// its own sync.
    static final int MOST_EVENTS = 100;

    /// 4 MiB: with the largest payloads 100 would be 25 MiB of freed pages in one commit.
    private static final long MOST_BYTES = 4L << 20;

    /// 5,000 ids looked at: where most are of the other kind, a step must end as well.
    private static final int WINDOW = 5_000;

    private final Handle rows;
    private final Worth worth;
    private final WithPruned with;

    PruningStep(Handle rows, Worth worth, WithPruned with) {
        this.rows = rows;
        this.worth = worth;
        this.with = with;
    }

    /// @param removed events
    /// @param bytes that they took
    /// @param more there may be more up to where was asked
    record Done(int removed, long bytes, boolean more) {}

    /// Removes what is too old, up to that id; of each strand the newest stays, however old: what
    /// still stands must not be forgotten.
    Done upTo(long last) {
        return walk(
                last,
                Long.MAX_VALUE,
                "AND e.id < (SELECT max(id) FROM event WHERE strand = e.strand)");
    }

    /// Removes the oldest until so many bytes are free; the journal's newest event stays.
    Done worthOf(long bytes) {
        long last = rows.createQuery("SELECT last_id - 1 FROM head").mapTo(Long.class).one();
        return walk(last, bytes, "");
    }

    private Done walk(long last, long wanted, String spared) {
        var prunable = new Prunable(rows, worth);
        var first = prunable.first();
        if (first.isEmpty() || first.getAsLong() > last) {
            return new Done(0, 0, false);
        }
        long end = Math.min(last, first.getAsLong() + WINDOW);
        var found =
                select(
                        "event e CROSS JOIN strand s ON s.id = e.strand",
                        spared,
                        first.getAsLong(),
                        end);
        var going = firstOf(found, Math.min(wanted, MOST_BYTES));
        long bytes = bytes(going);
        boolean all = going.size() == found.size() && found.size() < MOST_EVENTS;
        remove(going);
        rows.execute(
                "UPDATE pruned SET up_to = max(up_to, ?), removed = removed + ? WHERE worth = ?",
                all ? end : going.getLast().id(),
                going.size(),
                worth.word());
        return new Done(going.size(), bytes, bytes < wanted && (!all || end < last));
    }

    /// Removes what was left behind the mark for a reason that has gone: unpinned, or no longer the
    /// newest of its strand. The strands lead: each has one or two there, while the other kind may
    /// have thousands.
    Done leftBehind() {
        long mark = new Prunable(rows, worth).mark();
        var found =
                select(
                        "strand s CROSS JOIN event e ON e.strand = s.id",
                        "AND e.id < (SELECT max(id) FROM event WHERE strand = s.id)",
                        1,
                        mark);
        var going = firstOf(found, MOST_BYTES);
        remove(going);
        rows.execute(
                "UPDATE pruned SET removed = removed + ? WHERE worth = ?",
                going.size(),
                worth.word());
        boolean all = going.size() == found.size() && found.size() < MOST_EVENTS;
        return new Done(going.size(), bytes(going), !all);
    }

    private record Row(long id, long start, int strand, int severity, long bytes) {}

    /// Until they take so much together.
    private static List<Row> firstOf(List<Row> found, long wanted) {
        long bytes = 0;
        var first = new ArrayList<Row>();
        for (var row : found) {
            if (bytes >= wanted) {
                break;
            }
            first.add(row);
            bytes += row.bytes();
        }
        return first;
    }

    private static long bytes(List<Row> rows) {
        return rows.stream().mapToLong(Row::bytes).sum();
    }

    private List<Row> select(String from, String spared, long first, long end) {
        try (var query =
                rows.createQuery(
                        "SELECT e.id, e.at, e.strand, s.severity, "
                                + EventRows.SIZE
                                + " FROM "
                                + from
                                + " WHERE e.id >= :first AND e.id <= :end AND <worth> "
                                + spared
                                + " AND e.id NOT IN (SELECT event_id FROM pin)"
                                + " ORDER BY e.id LIMIT :most")) {
            return query.define("worth", Prunable.condition(worth))
                    .bind("first", first)
                    .bind("end", end)
                    .bind("most", MOST_EVENTS)
                    .map(
                            (row, _) ->
                                    new Row(
                                            row.getLong(1),
                                            EventRows.sliceStart(row.getLong(2)),
                                            row.getInt(3),
                                            row.getInt(4),
                                            row.getLong(5)))
                    .list();
        }
    }

    private void remove(List<Row> going) {
        if (going.isEmpty()) {
            return;
        }
        with.apply(rows, going.stream().map(row -> new EventId(row.id())).toList());
        try (var batch = rows.prepareBatch("DELETE FROM event WHERE id = ?")) {
            going.forEach(row -> batch.bind(0, row.id()).add());
            batch.execute();
        }
        uncount(going);
        WordIndex.thinOut(rows, going.stream().map(Row::id).toList(), Chunks.USUAL);
    }

    private record Key(String table, long start, int kind) {}

    private record Less(int events, long bytes) {
        Less and(Less other) {
            return new Less(events + other.events, bytes + other.bytes);
        }
    }

    /// First and last ids of a slice stay as they are: bounds that are wide, never wrong.
    private void uncount(List<Row> gone) {
        var less = new HashMap<Key, Less>();
        for (var row : gone) {
            var slice = new Key("slice", row.start(), row.strand());
            var quarter = new Key("quarter", row.start(), row.severity());
            less.merge(slice, new Less(1, row.bytes()), Less::and);
            less.merge(quarter, new Less(1, 0), Less::and);
        }
        take(
                less,
                "slice",
                "UPDATE slice SET events = events - ?, bytes = bytes - ?"
                        + " WHERE start = ? AND strand = ?");
        take(
                less,
                "quarter",
                "UPDATE quarter SET events = events - ? + 0 * ? WHERE start = ? AND severity = ?");
    }

    private void take(Map<Key, Less> less, String table, String sql) {
        try (var batch = rows.prepareBatch(sql)) {
            less.forEach(
                    (key, it) -> {
                        if (key.table().equals(table)) {
                            batch.bind(0, it.events())
                                    .bind(1, it.bytes())
                                    .bind(2, key.start())
                                    .bind(3, key.kind())
                                    .add();
                        }
                    });
            batch.execute();
        }
        long first = less.keySet().stream().mapToLong(Key::start).min().orElseThrow();
        long last = less.keySet().stream().mapToLong(Key::start).max().orElseThrow();
        rows.execute(
                "DELETE FROM " + table + " WHERE start BETWEEN ? AND ? AND events <= 0",
                first,
                last);
    }
}
