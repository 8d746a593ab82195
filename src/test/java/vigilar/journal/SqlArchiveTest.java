package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Compares the archive with a plain filter over the same random days, clock jumps included.
class SqlArchiveTest {
    private static final int EVENTS = 4_000;
    private static final Instant START = Instant.parse("2026-03-27T00:00:00Z"); // DST is near
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @TempDir private Path folder;
    private SqliteDatabase database;
    private EventArchive archive;
    private SqlJournal journal;
    private final Random random = new Random(20261123);
    private final List<Event> all = new ArrayList<>();

    @BeforeEach
    void liveSomeDays() {
        database = ReadyStore.open(folder);
        archive = new SqlArchive(database, Chunks.USUAL, () -> Effort.UNBOUNDED);
        journal = SqlJournal.open(database);
        var said = new ArrayList<Occurrence>();
        var at = START;
        for (int i = 0; i < EVENTS; i++) {
            at = at.plusMillis(random.nextInt(120_000));
            if (random.nextInt(500) == 0) {
                at = at.minus(Duration.ofHours(random.nextInt(9))); // the clock was set back
            }
            said.add(occurrence(at));
        }
        var ids = journal.append(said, RowChanges.NONE).join();
        for (int i = 0; i < EVENTS; i++) {
            all.add(new Event(ids.get(i), said.get(i)));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Occurrence occurrence(Instant at) {
        boolean rare = random.nextInt(300) == 0;
        return new Occurrence(
                at,
                new EventType(rare ? "LEAK" : "MOTION_" + (char) ('A' + random.nextInt(4))),
                rare
                        ? Severity.CRITICAL
                        : (random.nextBoolean() ? Severity.INFO : Severity.WARNING),
                new SourceId("cam-" + random.nextInt(6)),
                new Payload("{\"label\":\"" + (random.nextInt(40) == 0 ? "Cat" : "leaf") + "\"}"),
                Origin.ourselves("test"));
    }

    private ArchiveFilter anyFilter() {
        var types = Set.of(new EventType("LEAK"), new EventType("MOTION_A"));
        var from = START.plus(Duration.ofMinutes(random.nextInt(3_000)));
        var hours = LocalTime.of(random.nextInt(24), 0);
        return new ArchiveFilter(
                StoredSeverity.of(random.nextInt(4)),
                random.nextInt(3) == 0 ? types : Set.of(),
                random.nextInt(3) == 0 ? Set.of(new SourceId("cam-1")) : Set.of(),
                random.nextBoolean() ? Optional.of(from) : Optional.empty(),
                random.nextInt(3) == 0
                        ? Optional.of(from.plus(Duration.ofMinutes(random.nextInt(900))))
                        : Optional.empty(),
                random.nextInt(3) == 0
                        ? Optional.of(new ArchiveFilter.TimeOfDay(hours, hours.plusHours(8), ZONE))
                        : Optional.empty(),
                random.nextInt(4) == 0 ? "cAT cam" : "");
    }

    private static boolean fits(ArchiveFilter filter, Event event) {
        var text =
                (event.source() + " " + event.type() + event.payload().json())
                        .toLowerCase(Locale.ROOT);
        return filter.admits(event)
                && filter.from().map(it -> !event.at().isBefore(it)).orElse(true)
                && filter.to().map(it -> event.at().isBefore(it)).orElse(true)
                && filter.timeOfDay().map(it -> it.holds(event.at())).orElse(true)
                && (filter.text().isEmpty() || (text.contains("cat") && text.contains("cam")));
    }

    @Test
    void what_may_still_stand_is_found_however_old_it_is() {
        var ends = Set.of(new EventType("MOTION_END"));
        var newest = new TreeMap<String, Event>();
        for (var event : all) {
            if (event.severity().compareTo(Severity.ALERT) >= 0 || ends.contains(event.type())) {
                newest.put(event.source().value() + " " + event.type(), event);
            }
        }
        assertThat(archive.newestOfEach(Severity.ALERT, ends))
                .isNotEmpty()
                .containsExactlyElementsOf(
                        newest.values().stream()
                                .sorted(
                                        Comparator.comparing(Event::severity)
                                                .thenComparing(Event::id)
                                                .reversed())
                                .toList());
        assertThat(archive.newestOfEach(Severity.CRITICAL, Set.of())).isNotNull();
    }

    @Test
    void each_page_holds_exactly_what_the_filter_says_in_both_directions() {
        for (int round = 0; round < 300; round++) {
            var filter = anyFilter();
            var cursor = new EventId(random.nextInt(EVENTS + 2));
            int limit = 1 + random.nextInt(60);
            var newer =
                    all.stream()
                            .filter(it -> it.id().isBeyond(cursor) && fits(filter, it))
                            .toList();
            var older =
                    all.reversed().stream()
                            .filter(it -> cursor.isBeyond(it.id()) && fits(filter, it))
                            .toList();
            assertPage(archive.after(cursor, filter, limit), newer, limit, filter);
            assertPage(archive.before(Optional.of(cursor), filter, limit), older, limit, filter);
        }
    }

    private static void assertPage(
            EventArchive.Page page, List<Event> expected, int limit, ArchiveFilter filter) {
        assertThat(page.events())
                .as(filter.toString())
                .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
        assertThat(page.more()).as(filter.toString()).isEqualTo(expected.size() > limit);
    }

    @Test
    void without_a_cursor_the_newest_come_first() {
        var newest = new ArrayList<>(all.subList(EVENTS - 3, EVENTS));
        Collections.reverse(newest);
        assertThat(archive.before(Optional.empty(), ArchiveFilter.ALL, 3))
                .isEqualTo(new EventArchive.Page(newest, Optional.of(newest.getLast().id())));
    }

    @Test
    void the_day_strip_counts_what_happened_and_names_the_worst() {
        var width = Duration.ofMinutes(15);
        for (int round = 0; round < 40; round++) {
            var filter = round == 0 ? ArchiveFilter.ALL : anyFilter();
            // every other strip does not start at a whole quarter
            var from = START.plus(Duration.ofMinutes(15L * round + round % 2));
            var to = from.plus(Duration.ofDays(1));
            var expected = new TreeMap<Instant, EventArchive.Slice>();
            all.stream()
                    .filter(it -> !it.at().isBefore(from) && it.at().isBefore(to))
                    .filter(it -> fits(filter, it))
                    .forEach(
                            it ->
                                    expected.merge(
                                            slot(from, width, it),
                                            slice(from, width, it),
                                            SqlArchiveTest::sum));
            assertThat(archive.slices(from, to, width, filter))
                    .as(filter.toString())
                    .containsExactlyElementsOf(expected.values());
        }
    }

    private static Instant slot(Instant from, Duration width, Event event) {
        return from.plus(width.multipliedBy(Duration.between(from, event.at()).dividedBy(width)));
    }

    private static EventArchive.Slice slice(Instant from, Duration width, Event event) {
        return new EventArchive.Slice(slot(from, width, event), 1, event.severity());
    }

    private static EventArchive.Slice sum(EventArchive.Slice one, EventArchive.Slice other) {
        return new EventArchive.Slice(
                one.start(),
                one.count() + other.count(),
                one.worst().compareTo(other.worst()) > 0 ? one.worst() : other.worst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"grüße", "50%_sure", "kelvin", "CAM-9", "leak kelvin", "!", "ENGPASS"})
    void a_rare_word_is_found_behind_thousands_of_others(String text) {
        var said =
                List.of(
                        "Viele GRÜSSE, grüße",
                        "50%_sure!",
                        "300 \u212aelvin",
                        "a \u0130stanbul engpass");
        var events =
                said.stream()
                        .map(
                                it ->
                                        new Occurrence(
                                                START,
                                                new EventType("LEAK"),
                                                Severity.CRITICAL,
                                                new SourceId("CAM-9"),
                                                new Payload("{\"said\":\"" + it + "\"}"),
                                                Origin.ourselves("test")))
                        .toList();
        var ids = journal.append(events, RowChanges.NONE).join();
        journal.append(
                        IntStream.range(0, 1_500).mapToObj(_ -> occurrence(START)).toList(),
                        RowChanges.NONE)
                .join();
        var filter =
                new ArchiveFilter(
                        Severity.INFO,
                        Set.of(),
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        text);
        var words = text.toLowerCase(Locale.ROOT).split(" ");
        var expected =
                IntStream.range(0, said.size())
                        .filter(
                                i ->
                                        Arrays.stream(words)
                                                .allMatch(
                                                        ("CAM-9 LEAK "
                                                                                + events.get(i)
                                                                                        .payload()
                                                                                        .json())
                                                                        .toLowerCase(Locale.ROOT)
                                                                ::contains))
                        .mapToObj(ids::get)
                        .toList();
        assertThat(expected).isNotEmpty();
        assertThat(archive.after(new EventId(EVENTS), filter, 50).events())
                .extracting(Event::id)
                .containsExactlyElementsOf(expected);
    }

    @Test
    void one_event_is_found_by_its_number() {
        assertThat(archive.find(new EventId(17))).contains(all.get(16));
        assertThat(archive.find(new EventId(EVENTS + 1))).isEmpty();
    }

    @Test
    void what_was_seen_so_far_is_suggested_in_order() {
        assertThat(archive.known().sources())
                .extracting(SourceId::value)
                .containsExactly("cam-0", "cam-1", "cam-2", "cam-3", "cam-4", "cam-5");
        assertThat(archive.known().types())
                .extracting(EventType::name)
                .containsExactly("LEAK", "MOTION_A", "MOTION_B", "MOTION_C", "MOTION_D");
    }
}
