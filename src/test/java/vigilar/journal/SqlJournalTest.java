package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;

class SqlJournalTest extends EventJournalContract {
    @TempDir private Path folder;
    private final List<SqliteDatabase> opened = new ArrayList<>();

    private SqliteDatabase database() {
        var database = ReadyStore.open(folder);
        opened.add(database);
        return database;
    }

    @Override
    EventJournal emptyJournal() {
        return SqlJournal.open(database());
    }

    @AfterEach
    void closeAll() {
        opened.reversed().forEach(SqliteDatabase::close);
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void the_journal_outlives_the_program_with_its_epoch_and_numbers() {
        var before = emptyJournal();
        before.append(Samples.some(5), RowChanges.NONE).join();
        closeAll();
        var after = emptyJournal();
        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.head()).isEqualTo(new EventId(5));
        assertThat(after.append(Samples.some(1), RowChanges.NONE).join())
                .containsExactly(new EventId(6));
    }

    @Test
    void events_and_row_changes_happen_together_or_not_at_all() {
        var database = database();
        var journal = SqlJournal.open(database);
        var refused =
                journal.append(
                        Samples.some(1),
                        rows -> {
                            rows.execute("INSERT INTO follower VALUES ('x', 1)");
                            throw new IllegalStateException("no");
                        });
        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StorageException.class);
        assertThat(journal.head()).isEqualTo(EventId.BEFORE_ALL);
        assertThat(new SqlCursor(database, "x").load()).isEqualTo(EventId.BEFORE_ALL);
        journal.append(
                        Samples.some(1),
                        rows -> rows.execute("INSERT INTO follower VALUES ('x', 7)"))
                .join();
        assertThat(journal.head()).isEqualTo(new EventId(1));
        assertThat(new SqlCursor(database, "x").load()).isEqualTo(new EventId(7));
    }

    @Test
    void a_refused_append_leaves_no_name_behind_that_later_means_something_else() {
        var journal = emptyJournal();
        var doomed =
                journal.append(
                        List.of(Samples.one("ghost", Samples.NOON)),
                        rows -> rows.execute("INSERT INTO no_such_table VALUES (1)"));
        var fine = journal.append(List.of(Samples.one("cat", Samples.NOON)), RowChanges.NONE);
        assertThat(doomed.handle((_, failure) -> failure != null).join()).isTrue();
        fine.join();
        journal.append(List.of(Samples.one("ghost", Samples.NOON)), RowChanges.NONE).join();
        assertThat(journal.after(EventId.BEFORE_ALL, 9))
                .extracting(it -> it.event().source().value())
                .containsExactly("cat", "ghost");
    }

    @Test
    void followers_far_behind_read_on_without_a_hole() throws InterruptedException {
        var journal = emptyJournal();
        int count = 3 * NewestEvents.MOST;
        journal.append(Samples.some(count), RowChanges.NONE).join();
        assertThat(EventJournalContract.follow(journal, count)).isEqualTo(upTo(count));
    }

    @Test
    void huge_payloads_do_not_fill_the_memory_and_none_is_missed() throws InterruptedException {
        var journal = emptyJournal();
        var huge = huge();
        for (int i = 0; i < 10; i++) {
            journal.append(Collections.nCopies(20, huge), RowChanges.NONE).join();
        }
        assertThat(journal.after(EventId.BEFORE_ALL, 256)).hasSizeBetween(1, 20);
        assertThat(EventJournalContract.follow(journal, 200)).isEqualTo(upTo(200));
    }

    @Test
    void a_page_of_huge_payloads_ends_early_and_says_that_there_are_more() {
        var database = database();
        var journal = SqlJournal.open(database);
        journal.append(Collections.nCopies(80, huge()), RowChanges.NONE).join();
        var archive = new SqlArchive(database);
        var cam =
                new ArchiveFilter(
                        Severity.INFO,
                        Set.of(),
                        Set.of(huge().source()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "");
        for (var filter : List.of(ArchiveFilter.ALL, cam)) {
            var seen = new ArrayList<Long>();
            var page = archive.after(EventId.BEFORE_ALL, filter, 500);
            assertThat(page.events()).hasSizeBetween(1, 40);
            while (page.more()) {
                page.events().forEach(event -> seen.add(event.id().sequence()));
                page = archive.after(page.events().getLast().id(), filter, 500);
            }
            page.events().forEach(event -> seen.add(event.id().sequence()));
            assertThat(seen).isEqualTo(upTo(80));
        }
    }

    private static Occurrence huge() {
        var large = new Payload("{\"x\":\"" + "y".repeat(250_000) + "\"}");
        var what = Samples.one("cam", Samples.NOON);
        return new Occurrence(
                what.at(), what.type(), what.severity(), what.source(), large, what.origin());
    }

    @Test
    void two_processes_share_one_sequence_and_both_see_all_of_it() throws InterruptedException {
        var one = emptyJournal();
        var other = emptyJournal();
        var all = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 200; i++) {
            all.add(one.append(Samples.some(2), RowChanges.NONE));
            all.add(other.append(Samples.some(1), RowChanges.NONE));
        }
        all.forEach(CompletableFuture::join);
        one.refresh();
        other.refresh();
        assertThat(EventJournalContract.follow(one, 600)).isEqualTo(upTo(600));
        assertThat(EventJournalContract.follow(other, 600)).isEqualTo(upTo(600));
    }

    @Test
    void a_follower_with_a_memory_finds_its_place_again() {
        var database = database();
        var cursor = new SqlCursor(database, "announcer");
        assertThat(cursor.load()).isEqualTo(EventId.BEFORE_ALL);
        cursor.store(new EventId(4)).join();
        cursor.store(new EventId(9)).join();
        assertThat(new SqlCursor(database, "announcer").load()).isEqualTo(new EventId(9));
        assertThat(new SqlCursor(database, "other").load()).isEqualTo(EventId.BEFORE_ALL);
    }
}
