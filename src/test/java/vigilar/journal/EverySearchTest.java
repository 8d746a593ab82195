package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Whatever somebody asks of whatever happened, with more or less of it indexed: compared with a
/// plain look at each event.
class EverySearchTest {
    private static final int EVENTS = 700;
    private static final int SEARCHES = 150;

    /// Chunks of 256 events.
    private static final Chunks SMALL = new Chunks(4);

    private static final Instant START = Instant.parse("2026-03-27T00:00:00Z"); // DST is near

    /// One of them turns its clocks by half an hour, one stands at three quarters.
    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("Australia/Lord_Howe"),
                    ZoneId.of("Asia/Kathmandu"),
                    ZoneId.of("America/St_Johns"),
                    ZoneId.of("UTC"));

    private static final List<String> SAID =
            List.of(
                    "\u0130stanbul",
                    "300 \u212aelvin",
                    "Viele GRÜSSE, grüße",
                    "ΟΔΟΣ οδός",
                    "50%_sure!",
                    "leaf",
                    "Person",
                    "\ud83d\ude00 smile",
                    "front-door",
                    "kik ik");

    private final Random random = new Random();
    private final List<Event> all = new ArrayList<>();

    @Property(tries = 12)
    void a_search_finds_what_a_look_at_each_event_would_find(@ForAll long seed) throws Exception {
        random.setSeed(seed);
        all.clear();
        var folder = Files.createTempDirectory("every-search");
        try (var database = ReadyStore.open(folder)) {
            live(database);
            var grams = new GramTable(1 << (5 + random.nextInt(8)));
            var index = new WordIndex(database, Clock.systemUTC(), SMALL, grams);
            for (int chunks = random.nextInt(4); chunks > 0; chunks--) {
                index.step();
            }
            forgetSome(database);
            var archive = new SqlArchive(database, SMALL, () -> Effort.UNBOUNDED);
            var soonTired = new SqlArchive(database, SMALL, () -> pieces(random.nextInt(4)));
            for (int i = 0; i < SEARCHES; i++) {
                search(archive, anyFilter());
                searchOnAndOn(soonTired, anyFilter());
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var one : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    private void live(SqliteDatabase database) {
        var said = new ArrayList<Occurrence>();
        var at = START;
        for (int i = 0; i < EVENTS; i++) {
            at = at.plusMillis(random.nextInt(1_200_000));
            if (random.nextInt(150) == 0) {
                at = random.nextInt(3) == 0 ? Instant.ofEpochMilli(5_000) : START;
            }
            said.add(occurrence(at));
        }
        var ids = SqlJournal.open(database).append(said, RowChanges.NONE).join();
        for (int i = 0; i < EVENTS; i++) {
            all.add(new Event(ids.get(i), said.get(i)));
        }
    }

    /// Words are rare in some hundreds and frequent in others.
    private Occurrence occurrence(Instant at) {
        boolean rare = random.nextInt(100) == 0;
        var word = random.nextInt(20) == 0 ? any(SAID) : "leaf";
        return new Occurrence(
                at,
                new EventType(rare ? "LEAK" : "MOTION_" + (char) ('A' + random.nextInt(3))),
                rare ? Severity.CRITICAL : StoredSeverity.of(random.nextInt(2)),
                new SourceId((rare ? "Kitchen-" : "cam-") + random.nextInt(5)),
                new Payload("{\"said\":\"" + word + "\",\"n\":" + random.nextInt(200_000) + "}"),
                Origin.ourselves("test"));
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void forgetSome(SqliteDatabase database) {
        var gone =
                IntStream.range(0, random.nextInt(200))
                        .mapToObj(_ -> 1L + random.nextInt(EVENTS))
                        .collect(Collectors.toSet());
        database.write(
                        rows -> {
                            gone.forEach(it -> rows.execute("DELETE FROM event WHERE id = ?", it));
                            return true;
                        })
                .join();
        all.removeIf(it -> gone.contains(it.id().sequence()));
    }

    private ArchiveFilter anyFilter() {
        var types = Set.of(new EventType("LEAK"), new EventType("MOTION_A"));
        var from = START.plus(Duration.ofMinutes(random.nextInt(6_000)));
        return new ArchiveFilter(
                random.nextBoolean() ? Severity.INFO : StoredSeverity.of(random.nextInt(4)),
                random.nextInt(3) == 0 ? types : Set.of(),
                random.nextInt(3) == 0 ? Set.of(new SourceId("cam-1")) : Set.of(),
                random.nextInt(3) == 0 ? Optional.of(from) : Optional.empty(),
                random.nextInt(3) == 0
                        ? Optional.of(from.plus(Duration.ofMinutes(random.nextInt(3_000))))
                        : Optional.empty(),
                random.nextInt(3) == 0 ? Optional.of(anyPartOfDay()) : Optional.empty(),
                random.nextInt(3) == 0 ? "" : anyWords());
    }

    private ArchiveFilter.TimeOfDay anyPartOfDay() {
        var from = LocalTime.MIDNIGHT.plusMinutes(random.nextInt(24 * 60));
        return new ArchiveFilter.TimeOfDay(
                from, from.plusMinutes(8L * random.nextInt(200)), any(ZONES));
    }

    private String anyWords() {
        var words = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            words.append(anyWord()).append(any(List.of(" ", "  ", "\t")));
        }
        return words.toString();
    }

    /// Mostly something that stands somewhere, in whatever case.
    private String anyWord() {
        var event = all.isEmpty() ? Optional.<Event>empty() : Optional.of(any(all));
        var text =
                switch (random.nextInt(6)) {
                    case 0 -> "zzz";
                    case 1 -> event.map(it -> it.source() + " " + it.type()).orElse("cam");
                    case 2 -> any(SAID);
                    default -> event.map(it -> it.payload().json()).orElse("leaf");
                };
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + 1 + random.nextInt(random.nextInt(12) + 1));
        var word = text.substring(from, to);
        return random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT);
    }

    private void search(EventArchive archive, ArchiveFilter filter) {
        var cursor = new EventId(random.nextInt(EVENTS + 2));
        int limit = 1 + random.nextInt(random.nextBoolean() ? 20 : 500);
        var newer = all.stream().filter(it -> it.id().isBeyond(cursor) && fits(filter, it));
        check(archive.after(cursor, filter, limit), newer.toList(), limit, filter);
        var older =
                all.reversed().stream().filter(it -> cursor.isBeyond(it.id()) && fits(filter, it));
        check(archive.before(Optional.of(cursor), filter, limit), older.toList(), limit, filter);
    }

    private static Effort pieces(int most) {
        var done = new AtomicInteger();
        return new Effort(() -> done.incrementAndGet() > most);
    }

    /// However soon each page ends, all of them together are what one long look finds.
    private void searchOnAndOn(SqlArchive archive, ArchiveFilter filter) {
        int limit = 1 + random.nextInt(60);
        var found = new ArrayList<Event>();
        var before = Optional.<EventId>empty();
        do {
            var page = archive.before(before, filter, limit);
            assertThat(page.events()).hasSizeLessThanOrEqualTo(limit);
            found.addAll(page.events());
            assertThat(before.isEmpty() || page.next().stream().allMatch(before.get()::isBeyond))
                    .isTrue();
            before = page.next();
        } while (before.isPresent());
        assertThat(found)
                .as(filter.toString())
                .isEqualTo(all.reversed().stream().filter(it -> fits(filter, it)).toList());
    }

    private static boolean fits(ArchiveFilter filter, Event event) {
        var text =
                (event.source() + " " + event.type() + " " + event.payload().json())
                        .toLowerCase(Locale.ROOT);
        return filter.admits(event)
                && filter.from().map(it -> !event.at().isBefore(it)).orElse(true)
                && filter.to().map(it -> event.at().isBefore(it)).orElse(true)
                && filter.timeOfDay().map(it -> it.holds(event.at())).orElse(true)
                && Arrays.stream(filter.text().strip().toLowerCase(Locale.ROOT).split("\\s+"))
                        .allMatch(text::contains);
    }

    private static void check(
            EventArchive.Page page, List<Event> expected, int limit, ArchiveFilter filter) {
        assertThat(page.events())
                .as(filter.toString())
                .isEqualTo(expected.subList(0, Math.min(limit, expected.size())));
        assertThat(page.more()).as(filter.toString()).isEqualTo(expected.size() > limit);
    }
}
