package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.event.Worth;
import vigilar.seen.Seen;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Retention on real tables, with a clock moved by hand.
class RetentionTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant TODAY = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir private Path folder;
    private SqliteDatabase database;
    private SqlJournal journal;
    private final AtomicLong nanos = new AtomicLong();
    private Instant now = TODAY;

    @BeforeEach
    void open() {
        database = ReadyStore.open(folder);
        journal = SqlJournal.open(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Occurrence what(String type, Severity severity, Instant at, int size) {
        return new Occurrence(
                at,
                new EventType(type),
                severity,
                new SourceId("hall"),
                new Payload("{\"pad\":\"" + "x".repeat(size) + "\"}"),
                new Origin("vigilar/sensor/hall", "because"));
    }

    private static Occurrence door(Instant at) {
        return what("CONTACT_OPEN", Severity.INFO, at, 10);
    }

    private static Occurrence smoke(Instant at) {
        return what("SMOKE", Severity.CRITICAL, at, 10);
    }

    private void happens(List<Occurrence> occurrences) {
        journal.append(occurrences, RowChanges.NONE).join();
    }

    /// Of each day one door and, every tenth day, smoke; ids 1 to ...
    private void happensDaily(int days) {
        var all = new ArrayList<Occurrence>();
        for (int day = days; day >= 1; day--) {
            var at = TODAY.minus(DAY.multipliedBy(day));
            all.add(day % 10 == 0 ? smoke(at) : door(at));
        }
        happens(all);
    }

    private long prune(int alarmDays, int routineDays, long mostBytes) throws InterruptedException {
        var settings =
                new KeepingSettings(
                        Duration.ofDays(alarmDays), Duration.ofDays(routineDays), mostBytes);
        return new Retention(
                        database,
                        settings,
                        () -> now,
                        new ClockTrust(database, nanos::get),
                        Seen::forget)
                .round();
    }

    private List<Long> ids() {
        return new SqlArchive(database)
                .before(Optional.empty(), ArchiveFilter.ALL, 500).events().stream()
                        .map(it -> it.id().sequence())
                        .toList()
                        .reversed();
    }

    private long count(String table) {
        return database.read(
                it ->
                        it.createQuery("SELECT coalesce(sum(events), 0) FROM " + table)
                                .mapTo(Long.class)
                                .one());
    }

    @Test
    void each_worth_has_its_own_time_and_all_counts_follow() throws Exception {
        happensDaily(200);
        long removed = prune(150, 90, 1L << 40);
        assertThat(removed).isEqualTo(99 + 5); // doors of 200 to 91 days ago, smoke of 200 to 160
        assertThat(ids()).hasSize(96).contains(51L); // the smoke of 150 days ago
        assertThat(count("slice")).isEqualTo(96);
        assertThat(count("quarter")).isEqualTo(96);
        assertThat(journal.floor()).isEqualTo(new EventId(110));
        assertThat(new SqlArchive(database).find(new EventId(3))).isEmpty();
        assertThat(prune(150, 90, 1L << 40)).isZero();
    }

    @Test
    void ids_go_on_where_they_were_and_followers_behind_get_on_with_what_is_kept()
            throws Exception {
        happensDaily(200);
        prune(150, 90, 1L << 40);
        var again = SqlJournal.open(database);
        var kept = new ArrayList<Long>();
        for (var page = again.after(EventId.BEFORE_ALL, 7);
                !page.isEmpty();
                page = again.after(new EventId(kept.getLast()), 7)) {
            page.forEach(it -> kept.add(it.event().id().sequence()));
        }
        assertThat(kept).isEqualTo(ids());
        assertThat(again.head()).isEqualTo(new EventId(200));
        assertThat(journal.append(List.of(door(TODAY)), RowChanges.NONE).join())
                .containsExactly(new EventId(201));
    }

    @Test
    void the_day_strip_and_a_search_by_time_count_what_is_left() throws Exception {
        happensDaily(200);
        prune(150, 90, 1L << 40);
        var archive = new SqlArchive(database);
        var from = TODAY.minus(DAY.multipliedBy(210)).minus(Duration.ofHours(12));
        var slices = archive.slices(from, TODAY, DAY, ArchiveFilter.ALL);
        assertThat(slices.stream().mapToLong(EventArchive.Slice::count).sum()).isEqualTo(96);
        assertThat(slices.getFirst().worst()).isEqualTo(Severity.CRITICAL);
        var filter =
                new ArchiveFilter(
                        Severity.INFO,
                        java.util.Set.of(),
                        java.util.Set.of(),
                        Optional.of(from),
                        Optional.of(TODAY.minus(DAY.multipliedBy(95))),
                        Optional.empty(),
                        "");
        assertThat(archive.before(Optional.empty(), filter, 100).events()).hasSize(6);
    }

    @Test
    void the_newest_of_each_kind_stays_however_old_until_a_newer_one_comes() throws Exception {
        happens(List.of(door(TODAY.minus(DAY.multipliedBy(400))), smoke(TODAY)));
        assertThat(prune(1_000, 90, 1L << 40)).isZero();
        happens(List.of(door(TODAY)));
        assertThat(prune(1_000, 90, 1L << 40)).isEqualTo(1);
        assertThat(ids()).containsExactly(2L, 3L);
    }

    @Test
    void a_pinned_event_stays_and_goes_once_it_is_unpinned() throws Exception {
        happensDaily(200);
        database.write(it -> it.execute("INSERT INTO pin VALUES (3, 0, 0)")).join();
        prune(150, 90, 1L << 40);
        assertThat(ids()).hasSize(97).startsWith(3L);
        database.write(it -> it.execute("DELETE FROM pin")).join();
        assertThat(prune(150, 90, 1L << 40)).isEqualTo(1);
        assertThat(ids()).hasSize(96);
    }

    @Test
    void a_flood_of_the_everyday_never_removes_an_alarm_nor_the_other_way_round() throws Exception {
        happens(List.of(smoke(TODAY), smoke(TODAY), door(TODAY), door(TODAY)));
        flood("CONTACT_OPEN", Severity.INFO, 600);
        prune(1_000, 1_000, 200_000);
        assertThat(ids()).startsWith(1L, 2L).doesNotContain(3L, 4L).endsWith(604L);
        assertThat(bytes()).isLessThanOrEqualTo(200_000).isGreaterThan(180_000);

        flood("SMOKE", Severity.CRITICAL, 600);
        prune(1_000, 1_000, 200_000);
        long doors = bytes("severity = 0");
        assertThat(doors).isBetween(95_000L, 100_000L);
        assertThat(ids()).doesNotContain(1L, 2L).endsWith(1_204L);
        flood("SMOKE", Severity.CRITICAL, 200);
        prune(1_000, 1_000, 200_000);
        assertThat(bytes("severity = 0")).isEqualTo(doors);
    }

    private void flood(String type, Severity severity, int events) {
        var all = new ArrayList<Occurrence>();
        for (int i = 0; i < events; i++) {
            all.add(what(type, severity, TODAY, 1_000));
        }
        happens(all);
    }

    private long bytes() {
        return bytes("1");
    }

    private long bytes(String which) {
        return database.read(
                it ->
                        it.createQuery(
                                        "SELECT sum(bytes) FROM slice JOIN strand"
                                                + " ON strand.id = slice.strand WHERE "
                                                + which)
                                .mapTo(Long.class)
                                .one());
    }

    @Test
    void a_clock_that_leapt_ahead_removes_nothing_for_a_day() throws Exception {
        happensDaily(80);
        assertThat(prune(1_000, 90, 1L << 40)).isZero();
        now = TODAY.plus(DAY.multipliedBy(3_650));
        var settings = new KeepingSettings(Duration.ofDays(1_000), Duration.ofDays(90), 1L << 40);
        var trust = new ClockTrust(database, nanos::get);
        var retention = new Retention(database, settings, () -> now, trust, Seen::forget);
        assertThat(retention.round()).isZero();
        nanos.addAndGet(Duration.ofHours(23).toNanos());
        assertThat(retention.round()).isZero();
        nanos.addAndGet(Duration.ofHours(2).toNanos());
        assertThat(retention.round()).isEqualTo(78); // the newest of each kind stays
    }

    @Test
    void events_from_a_clock_that_was_not_set_go_with_their_neighbours() throws Exception {
        var year1970 = Instant.ofEpochMilli(5_000);
        var year2099 = Instant.parse("2099-01-01T00:00:00Z");
        var old = TODAY.minus(DAY.multipliedBy(100));
        happens(
                List.of(
                        door(old),
                        door(year1970),
                        door(year2099),
                        door(old),
                        door(TODAY),
                        door(year1970),
                        door(year2099),
                        door(TODAY)));
        prune(1_000, 90, 1L << 40);
        assertThat(ids()).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void single_marks_of_what_is_removed_are_forgotten() throws Exception {
        happensDaily(200);
        var seen = new Seen(database);
        seen.marks(7, EventId.BEFORE_ALL);
        seen.mark(7, new EventId(3));
        seen.mark(7, new EventId(199));
        prune(150, 90, 1L << 40);
        assertThat(seen.marks(7, EventId.BEFORE_ALL).single()).containsExactly(new EventId(199));
    }

    @Test
    void large_events_that_were_unpinned_go_a_few_at_a_time_so_that_no_alarm_waits()
            throws Exception {
        var old = TODAY.minus(DAY.multipliedBy(100));
        var large = 200 << 10;
        for (int i = 1; i <= 40; i++) {
            happens(List.of(what("CONTACT_OPEN", Severity.INFO, old, large)));
            sql("INSERT INTO pin VALUES (" + i + ", 0, 0)");
        }
        happens(List.of(door(TODAY)));
        assertThat(prune(1_000, 90, 1L << 40)).isZero();
        sql("UPDATE pruned SET up_to = 40 WHERE worth = 'routine'");
        sql("DELETE FROM pin");
        var first =
                database.write(it -> new PruningStep(it, Worth.ROUTINE, Seen::forget).leftBehind())
                        .join();
        assertThat(first.bytes()).isLessThan((4 << 20) + large + 1_000);
        assertThat(first.more()).isTrue();
        assertThat(first.removed() + prune(1_000, 90, 1L << 40)).isEqualTo(40);
        assertThat(ids()).containsExactly(41L);
    }

    private void sql(String sql) {
        database.write(it -> it.execute(sql)).join();
    }
}
