package vigilar.journal;

import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.storage.Database;
import vigilar.storage.QuickSql;
import vigilar.storage.StorageException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/// The journal in the tables of the house. Followers are served from memory, which is filled by
/// reading the table after each commit, whoever made it.
public final class SqlJournal implements EventJournal {
    private static final Logger LOG = LoggerFactory.getLogger(SqlJournal.class);

    /// 256 rows at once: few enough turns for small ones.
    private static final int PAGE = 256;

    /// 4 MiB of payloads at once: with the largest ones 256 rows would be 64 MiB, and four times
    /// that while they are read and encoded, which is more than a process of ours has.
    private static final long PAGE_BYTES = 4L << 20;

    private static final String ENDS =
            "SELECT last_id, (SELECT max(up_to) FROM pruned) FROM head WHERE only = 1";

    private final Database database;
    private final EventRows rows = new EventRows(new Strands());
    private final NewestEvents newest = new NewestEvents();
    private final String epoch;
    private final WithEachEvent withEach;

    private SqlJournal(Database database, String epoch, WithEachEvent withEach) {
        this.database = database;
        this.epoch = epoch;
        this.withEach = withEach;
    }

    /// Reads the newest events and follows the commits of the database from then on.
    ///
    /// @throws StorageException when the tables cannot be read
    public static SqlJournal open(Database database) {
        return open(database, WithEachEvent.NOTHING);
    }

    /// As [#open(Database)]; what this journal appends also makes these row changes.
    public static SqlJournal open(Database database, WithEachEvent withEach) {
        var epoch =
                database.read(
                        it -> it.createQuery("SELECT epoch FROM head").mapTo(String.class).one());
        var journal = new SqlJournal(database, epoch, withEach);
        journal.refresh();
        database.onCommit(journal::afterCommit);
        return journal;
    }

    @Override
    public CompletableFuture<List<EventId>> append(
            List<Occurrence> occurrences, RowChanges changes) {
        var asked = List.copyOf(occurrences);
        return database.write(
                writing -> {
                    changes.apply(writing);
                    var ids = rows.insert(writing, asked);
                    if (!ids.isEmpty()) {
                        withEach.apply(writing, numbered(ids, asked));
                    }
                    return ids;
                });
    }

    private static List<Event> numbered(List<EventId> ids, List<Occurrence> what) {
        return IntStream.range(0, ids.size())
                .mapToObj(i -> new Event(ids.get(i), what.get(i)))
                .toList();
    }

    private void afterCommit() {
        try {
            refresh();
        } catch (StorageException failure) {
            // what was committed stays so; the next commit or poll looks again
            LOG.warn("followers wait for the next look: {}", failure.getMessage());
        }
    }

    @Override
    public void refresh() {
        boolean more = true;
        while (more) {
            long known = newest.last();
            var look = database.read(reading -> readBeyond(reading, known));
            if (!look.found().isEmpty()) {
                newest.add(look.found());
            }
            newest.dropUpTo(look.floor());
            more = look.more();
        }
    }

    private record Look(List<JournalEntry> found, boolean more, long floor) {}

    private Look readBeyond(Handle reading, long known) {
        var ends = QuickSql.one(reading, ENDS, row -> new long[] {row.getLong(1), row.getLong(2)});
        long last = ends[0];
        // what would leave the memory at once is not even read
        if (last == known) {
            return new Look(List.of(), false, ends[1]);
        }
        var found = read(reading, Math.max(known, last - NewestEvents.MOST), PAGE);
        boolean more = !found.isEmpty() && found.getLast().event().id().sequence() < last;
        return new Look(found, more, ends[1]);
    }

    private List<JournalEntry> read(Handle reading, long cursor, int limit) {
        return rows.after(reading, cursor, limit, PAGE_BYTES).events().stream()
                .map(JournalEntry::of)
                .toList();
    }

    @Override
    public List<JournalEntry> after(EventId cursor, int limit) {
        return newest.after(cursor, limit)
                .orElseGet(() -> database.read(it -> read(it, cursor.sequence(), limit)));
    }

    @Override
    public boolean awaitBeyond(EventId cursor, Duration patience) throws InterruptedException {
        return newest.awaitBeyond(cursor, patience);
    }

    @Override
    public EventId head() {
        return new EventId(newest.last());
    }

    @Override
    public EventId floor() {
        return database.read(
                it ->
                        new EventId(
                                it.createQuery("SELECT coalesce(max(up_to), 0) FROM pruned")
                                        .mapTo(Long.class)
                                        .one()));
    }

    @Override
    public String epoch() {
        return epoch;
    }
}
