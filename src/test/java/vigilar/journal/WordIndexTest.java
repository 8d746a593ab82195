package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.storage.Backups;
import vigilar.storage.ReadyStore;
import vigilar.storage.Restoration;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StoreCheck;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The index of words as events come and go, with chunks of 64 events: one a block.
class WordIndexTest {
    private static final Instant TODAY = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Chunks TINY = new Chunks(1);

    @TempDir private Path folder;
    private SqliteDatabase database;
    private SqlJournal journal;
    private WordIndex index;
    private Instant now = TODAY;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
        index = new WordIndex(database, () -> now, TINY, new GramTable());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void say(int events, String word) {
        var all = new ArrayList<Occurrence>();
        for (int i = 0; i < events; i++) {
            all.add(
                    new Occurrence(
                            TODAY.minus(DAY.multipliedBy(400)),
                            new EventType("NOTE"),
                            Severity.INFO,
                            new SourceId("hall"),
                            new Payload("{\"said\":\"" + word + "\"}"),
                            Origin.ourselves("test")));
        }
        journal.append(all, RowChanges.NONE).join();
    }

    private int indexAll() throws InterruptedException {
        int chunks = 0;
        while (index.step()) {
            chunks++;
        }
        return chunks;
    }

    private List<Long> found(String word) {
        return new SqlArchive(database, TINY, () -> Effort.UNBOUNDED)
                .after(EventId.BEFORE_ALL, looking(word), 500).events().stream()
                        .map(Event::id)
                        .map(EventId::sequence)
                        .toList();
    }

    private static ArchiveFilter looking(String word) {
        var any = ArchiveFilter.ALL;
        return new ArchiveFilter(
                any.least(), Set.of(), Set.of(), any.from(), any.to(), any.timeOfDay(), word);
    }

    private long number(String sql) {
        return database.read(it -> it.createQuery(sql).mapTo(Long.class).one());
    }

    private void change(String sql) {
        database.write(it -> it.execute(sql)).join();
    }

    private long rowsOf(int chunk) {
        return number("SELECT count(*) FROM word_block WHERE chunk = " + chunk);
    }

    @Test
    void only_chunks_that_get_no_more_events_are_indexed_the_newest_first() throws Exception {
        say(63, "one");
        say(64, "two");
        say(63, "three"); // one event is missing
        assertThat(index.step()).isTrue();
        assertThat(rowsOf(0)).isZero();
        assertThat(rowsOf(1)).isPositive();
        assertThat(indexAll()).isEqualTo(1);
        assertThat(rowsOf(2)).isZero();
        say(1, "three");
        assertThat(indexAll()).isEqualTo(1);
        assertThat(rowsOf(2)).isPositive();
        assertThat(found("three")).hasSize(64).startsWith(128L);
        assertThat(found("two")).hasSize(64);
        assertThat(found("four")).isEmpty();
    }

    @Test
    void a_store_of_an_older_version_is_searched_before_and_after_it_is_indexed() throws Exception {
        say(300, "usual");
        say(1, "needle");
        say(300, "usual");
        change("DROP TABLE word_chunk");
        change("DROP TABLE word_block");
        change("ALTER TABLE picture_compared DROP COLUMN since_ms"); // later steps
        change("DROP TABLE panel");
        change("DROP TABLE panel_request");
        change("DROP TABLE alarm_pin");
        change("DROP TABLE alarm_pin_salt");
        change("DROP TABLE silent_alert");
        change("DROP TABLE keypad_request");
        change("DROP TABLE rule_text");
        change("DROP TABLE rule_fired");
        change("DROP TABLE errand");
        change("DROP TABLE whisper");
        change("ALTER TABLE keeping DROP COLUMN finding");
        change("DROP TABLE unsettled_part");
        for (var column : List.of("vain", "rest_ms", "told_ms")) {
            change("ALTER TABLE push_subscription DROP COLUMN " + column);
        }
        change(
                "CREATE TABLE unsettled (session TEXT NOT NULL PRIMARY KEY, messages BLOB NOT"
                        + " NULL)");
        change("ALTER TABLE point_state DROP COLUMN untold");
        change("DROP TABLE picture_shown");
        change("CREATE TABLE picture_same (event_id INTEGER PRIMARY KEY, shown_by INTEGER)");
        change("DROP INDEX picture_by_review");
        change("CREATE INDEX picture_by_detection ON picture (detection)");
        change("DROP INDEX picture_by_worth");
        change("ALTER TABLE picture DROP COLUMN worth");
        change("ALTER TABLE rescue DROP COLUMN stale");
        change("DROP TABLE panel_doubt");
        for (var column : List.of("wants", "review_id", "longest_ms", "after_ms")) {
            change("ALTER TABLE picture DROP COLUMN " + column);
        }
        for (var column : List.of("camera", "start_ms", "end_ms")) {
            change("ALTER TABLE picture_review DROP COLUMN " + column);
        }
        change("DELETE FROM flyway_schema_history WHERE CAST(version AS INTEGER) >= 18");
        database.close();
        open();
        assertThat(found("needle")).containsExactly(301L);
        assertThat(indexAll()).isEqualTo(9);
        assertThat(found("needle")).containsExactly(301L);
    }

    @Test
    void an_index_left_half_made_is_not_believed_and_made_anew() throws Exception {
        say(200, "needle");
        indexAll();
        // as if killed within the second chunk, which had other rows then
        change("UPDATE word_chunk SET width = 0 WHERE chunk = 1");
        change("DELETE FROM word_block WHERE chunk = 1 AND gram % 2 = 0");
        change("INSERT INTO word_block VALUES (1, -7, 1)");
        assertThat(found("needle")).hasSize(200);
        assertThat(indexAll()).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM word_block WHERE gram < 0")).isZero();
        assertThat(rowsOf(1)).isEqualTo(rowsOf(2));
        assertThat(found("needle")).hasSize(200);
    }

    @Test
    void a_copy_of_the_store_is_searched_with_the_index_it_has(@TempDir Path elsewhere)
            throws Exception {
        say(100, "early");
        indexAll();
        say(100, "late");
        var copies = new Backups(folder, () -> now);
        var copy = elsewhere.resolve("copy.zip");
        copies.make(copy);
        say(100, "later");
        indexAll();
        database.close();
        new Restoration(folder, () -> now).from(copy, true);
        open();
        say(100, "other");
        assertThat(found("early")).hasSize(100);
        assertThat(found("late")).hasSize(100);
        assertThat(found("later")).isEmpty();
        assertThat(found("other")).hasSize(100);
        indexAll();
        assertThat(found("late")).hasSize(100);
        assertThat(found("other")).hasSize(100);
    }

    @Test
    void what_was_removed_leaves_the_index_a_day_later() throws Exception {
        say(63, "routine");
        say(64, "alarm");
        say(64, "routine");
        indexAll();
        long before = rowsOf(2);
        change("DELETE FROM event WHERE id < 130 OR id > 135");
        database.write(
                        rows -> {
                            WordIndex.thinOut(rows, List.of(3L, 4L, 70L, 129L), TINY);
                            return true;
                        })
                .join();
        assertThat(indexAll()).isZero();
        assertThat(found("routine")).hasSize(6);
        now = TODAY.plus(DAY).plusMillis(1);
        assertThat(indexAll()).isEqualTo(3);
        assertThat(rowsOf(0) + rowsOf(1)).isZero();
        assertThat(number("SELECT count(*) FROM word_chunk")).isEqualTo(1);
        assertThat(rowsOf(2)).isEqualTo(before); // the words of what is left
        assertThat(number("SELECT max(blocks) FROM word_block")).isEqualTo(0b1111_1100);
        assertThat(found("routine")).hasSize(6);
        assertThat(indexAll()).isZero();
    }

    @Test
    void a_clock_that_was_ahead_when_a_chunk_was_indexed_does_not_keep_it_for_years()
            throws Exception {
        say(64, "routine");
        now = Instant.parse("2099-01-01T00:00:00Z");
        indexAll();
        now = TODAY;
        change("UPDATE word_chunk SET thinned = 1");
        assertThat(indexAll()).isEqualTo(1);
    }

    @Test
    void retention_notes_which_chunks_lost_events_and_the_store_stays_sound() throws Exception {
        index = new WordIndex(database, () -> now);
        for (int i = 0; i < 33; i++) {
            say(500, "routine");
        }
        assertThat(indexAll()).isEqualTo(1);
        var settings = new KeepingSettings(DAY.multipliedBy(1_000), DAY.multipliedBy(90), 1L << 40);
        var trust = new ClockTrust(database, System::nanoTime);
        change("INSERT INTO pin SELECT id, 0, 0 FROM event WHERE id % 1000 > 2");
        new Retention(database, settings, () -> now, trust, (_, _) -> {}).round();
        assertThat(number("SELECT thinned FROM word_chunk")).isEqualTo(1);
        assertThat(new StoreCheck(folder, JournalRules.ALL, false).run().all()).isEmpty();
    }

    @Test
    void a_check_tells_an_index_that_runs_ahead_and_rows_that_belong_to_nothing() throws Exception {
        change("INSERT INTO word_chunk VALUES (3, 24, 0, 0, 0)");
        change("INSERT INTO word_block VALUES (5, 1, 1)");
        assertThat(new StoreCheck(folder, JournalRules.ALL, false).run().all())
                .containsExactly(
                        "the word index speaks of events that were not stored yet: 3",
                        "the word index has rows that no search asks for: 5");
    }

    @Test
    void a_check_tells_that_a_search_may_find_too_little() throws Exception {
        say(200, "needle");
        indexAll();
        assertThat(missing()).isEmpty();
        change(
                "DELETE FROM word_block WHERE chunk = 1 AND gram IN"
                        + " (SELECT max(gram) FROM word_block WHERE chunk = 1)");
        change("UPDATE word_block SET blocks = blocks & ~1 WHERE chunk = 2");
        assertThat(missing()).hasSize(2);
        change("UPDATE word_chunk SET width = 0 WHERE chunk IN (1, 2)");
        indexAll();
        assertThat(missing()).isEmpty();
        index = new WordIndex(database, () -> now, TINY, new GramTable(16)); // folded ones too
        change("UPDATE word_chunk SET width = 0");
        indexAll();
        assertThat(missing()).isEmpty();
    }

    private List<String> missing() throws InterruptedException {
        return new StoreCheck(folder, JournalRules.ALL, false)
                .run().all().stream()
                        .filter(it -> it.startsWith("rows of the word index"))
                        .toList();
    }

    @Test
    void however_different_the_texts_are_a_chunk_has_a_bounded_index() throws Exception {
        var all = new ArrayList<Occurrence>();
        for (int i = 0; i < 64; i++) {
            all.add(Samples.one("door", TODAY.plusMillis(31L * i)));
        }
        journal.append(all, RowChanges.NONE).join();
        index = new WordIndex(database, () -> now, TINY, new GramTable(16));
        indexAll();
        assertThat(rowsOf(0)).isBetween(1L, 16L);
        assertThat(found("grüße")).hasSize(64);
        var one = all.get(7).at().toEpochMilli();
        assertThat(found(String.valueOf(one))).containsExactly(8L);
    }

    @Test
    void words_that_only_names_hold_are_found_by_the_names() throws Exception {
        var all = new ArrayList<>(Samples.some(200));
        all.add(Samples.one("attic", TODAY));
        all.addAll(Samples.some(200));
        journal.append(all, RowChanges.NONE).join();
        indexAll();
        assertThat(found("attic contact")).containsExactly(201L);
        assertThat(found("attic door-1")).isEmpty();
        var newest =
                new SqlArchive(database, TINY, () -> Effort.UNBOUNDED)
                        .before(Optional.empty(), looking("DOOR-1 note"), 3);
        assertThat(newest.events())
                .extracting(it -> it.id().sequence())
                .containsExactly(401L, 398L, 395L);
    }
}
