package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.journal.Spans.Span;
import vigilar.storage.Database;
import vigilar.storage.QuickSql;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Makes the index that a search for words asks: for each chunk of ids, which grams stand in the
/// payloads of which of its blocks. In the background, out of events long stored; one thread of one
/// process of the house calls it.
///
/// It can only cost time, never an event of the answer: a chunk that is not indexed is read whole,
/// one of which events were removed says too much, and what is found is checked.
public final class WordIndex {
    /// 1,000 rows a unit: 20 KB, some milliseconds of the writer.
    private static final int ROWS_PER_UNIT = 1_000;

    /// 256 events are read at once, or the first few of large ones: nobody shall hold an old state
    /// of the store for long, or checkpoints wait.
    private static final int EVENTS_PER_LOOK = 256;

    /// 1 MiB of text: some ten milliseconds of our work.
    private static final long LETTERS_PER_LOOK = 1L << 20;

    /// Once a day at most a chunk is made anew because events of it were removed: retention comes
    /// by many times until it has gone through one.
    private static final Duration ANEW = Duration.ofDays(1);

    /// The newest first, since people look at the newest; from each to the next that has events,
    /// over the gaps that retention leaves. Then one that was thinned out long enough ago. A time
    /// in the future is of a clock that was wrong.
    private static final String DUE =
            """
            WITH RECURSIVE closed(chunk) AS (
                SELECT (SELECT max(id) FROM event WHERE id < (SELECT (last_id + 1) / ?1 * ?1 FROM head)) / ?1
                UNION ALL
                SELECT (SELECT max(id) FROM event WHERE id < chunk * ?1) / ?1 FROM closed
                    WHERE chunk IS NOT NULL)
            SELECT * FROM (SELECT chunk FROM closed WHERE chunk IS NOT NULL
                AND chunk NOT IN (SELECT chunk FROM word_chunk WHERE width > 0) LIMIT 1)
            UNION ALL
            SELECT * FROM (SELECT chunk FROM word_chunk
                WHERE width = 0 OR (thinned = 1 AND indexed_ms NOT BETWEEN ?2 AND ?3) LIMIT 1)
            LIMIT 1\
            """;

    private static final String BEGIN =
            "INSERT OR REPLACE INTO word_chunk (chunk, width, thinned, indexed_ms) VALUES (?, 0, 0,"
                    + " ?)";

    private static final String CLEAR =
            """
            DELETE FROM word_block WHERE chunk = ?1
                AND gram IN (SELECT gram FROM word_block WHERE chunk = ?1 ORDER BY gram LIMIT ?2)
            RETURNING gram\
            """;

    private static final String WRITE =
            "INSERT OR REPLACE INTO word_block (chunk, gram, blocks) VALUES (?, ?, ?)";

    private static final String READ =
            "SELECT id, payload FROM event WHERE id >= ? AND id <= ? ORDER BY id LIMIT ?";

    /// What a row adds to the total of its chunk, by which a check tells whether all are there.
    static final String ROW = "1 + gram + (blocks & 4294967295) + (blocks >> 32 & 4294967295)";

    private static final String TRUST =
            "UPDATE word_chunk SET width = ?, total = ? WHERE chunk = ?";
    private static final String FORGET = "DELETE FROM word_chunk WHERE chunk = ?";
    private static final String THIN =
            "UPDATE word_chunk SET thinned = 1 WHERE chunk = ? AND thinned = 0";

    private final Database database;
    private final GentleWrites writes;
    private final InstantSource clock;
    private final Chunks chunks;
    private final GramTable grams;

    public WordIndex(Database database, InstantSource clock) {
        this(database, clock, Chunks.USUAL, new GramTable());
    }

    WordIndex(Database database, InstantSource clock, Chunks chunks, GramTable grams) {
        this.database = database;
        writes = new GentleWrites(database);
        this.clock = clock;
        this.chunks = chunks;
        this.grams = grams;
    }

    /// Indexes the chunk that wants it most; false: none does.
    ///
    /// @throws vigilar.storage.StorageException when the store cannot be read or written
    public boolean step() throws InterruptedException {
        var due = database.read(this::due);
        if (due.isPresent()) {
            index(due.getAsLong());
        }
        return due.isPresent();
    }

    private OptionalLong due(Handle reading) {
        long now = clock.millis();
        return QuickSql.ask(
                reading,
                DUE,
                rows -> rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty(),
                chunks.ids(),
                now - ANEW.toMillis(),
                now);
    }

    /// Whatever lies there of an earlier time, or of one who was killed over it, goes first. The
    /// row of the chunk stands from the beginning, so that retention can mark it meanwhile.
    private void index(long chunk) throws InterruptedException {
        var begun = List.of(clock.millis());
        change(
                BEGIN,
                begun,
                (statement, ms) -> {
                    statement.setLong(1, chunk);
                    statement.setLong(2, ms);
                });
        clear(chunk);
        grams.clear();
        if (gather(chunks.chunk(chunk))) {
            write(chunk);
            change(
                    TRUST,
                    List.of(grams.width()),
                    (statement, width) -> {
                        statement.setInt(1, width);
                        statement.setLong(2, grams.total());
                        statement.setLong(3, chunk);
                    });
        } else {
            change(FORGET, List.of(chunk), (statement, gone) -> statement.setLong(1, gone));
        }
    }

    private <T> void change(String sql, List<T> items, QuickSql.Binding<T> binding)
            throws InterruptedException {
        writes.write(
                rows -> {
                    QuickSql.each(rows, sql, items, binding);
                    return true;
                });
    }

    private void clear(long chunk) throws InterruptedException {
        long removed;
        do {
            removed =
                    writes.write(
                            rows ->
                                    QuickSql.ask(
                                            rows,
                                            CLEAR,
                                            gone -> {
                                                long count = 0;
                                                while (gone.next()) {
                                                    count++;
                                                }
                                                return count;
                                            },
                                            chunk,
                                            ROWS_PER_UNIT));
        } while (removed == ROWS_PER_UNIT);
    }

    /// False: no event is left there.
    private boolean gather(Span ids) {
        boolean some = false;
        var left = ids.nearest(Long.MAX_VALUE, true);
        while (left.isPresent()) {
            var part = left.get();
            var last = database.read(it -> gather(it, part));
            some |= last.isPresent();
            left = last.isPresent() ? part.beyond(last.getAsLong(), true) : left.filter(_ -> false);
        }
        return some;
    }

    /// The last event that was looked at; empty: there is no more.
    private OptionalLong gather(Handle reading, Span ids) {
        return QuickSql.ask(
                reading,
                READ,
                rows -> {
                    var last = OptionalLong.empty();
                    long letters = 0;
                    while (letters < LETTERS_PER_LOOK && rows.next()) {
                        long id = rows.getLong(1);
                        var text = Words.lower(rows.getString(2));
                        grams.add(text, Chunks.bit(chunks.blockOf(id)));
                        letters += text.length();
                        last = OptionalLong.of(id);
                    }
                    return last;
                },
                ids.first(),
                ids.last(),
                EVENTS_PER_LOOK);
    }

    private void write(long chunk) throws InterruptedException {
        var sorted = grams.sorted();
        var unit = new ArrayList<Integer>(ROWS_PER_UNIT);
        for (int gram : sorted) {
            unit.add(gram);
            if (unit.size() == ROWS_PER_UNIT || gram == sorted[sorted.length - 1]) {
                change(
                        WRITE,
                        List.copyOf(unit),
                        (statement, it) -> {
                            statement.setLong(1, chunk);
                            statement.setInt(2, it);
                            statement.setLong(3, grams.blocksOf(it));
                        });
                unit.clear();
            }
        }
    }

    /// Notes, in the transaction that removes events, that a chunk has lost some: what is said of
    /// it is too much from now on, but never wrong.
    static void thinOut(Handle writing, List<Long> events, Chunks chunks) {
        QuickSql.each(
                writing,
                THIN,
                events.stream().map(chunks::chunkOf).distinct().toList(),
                (statement, chunk) -> statement.setLong(1, chunk));
    }
}
