package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.frontdoor.HouseProcess.Said;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/// A house that has lived long: what it keeps, what it removes, and whether its store is sound.
class KeepingTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    /// As the names of backups say it.
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @TempDir Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Said check() {
        return HouseProcess.ask(folder, "", "check", "--data", data().toString());
    }

    private static Occurrence past(String type, Severity severity, int daysAgo) {
        return past("hall", type, severity, daysAgo);
    }

    private static Occurrence past(String source, String type, Severity severity, int daysAgo) {
        return new Occurrence(
                Instant.now().minus(Duration.ofDays(daysAgo)),
                new EventType(type),
                severity,
                new SourceId(source),
                new Payload("{}"),
                new Origin("vigilar/sensor/" + source, "a test"));
    }

    /// 200 days with a door each, and smoke 150 days ago: ids 1 to 201.
    private void livedLong() {
        try (var database = ReadyStore.open(data())) {
            var all = new ArrayList<Occurrence>();
            for (int day = 200; day >= 1; day--) {
                all.add(past("CONTACT_OPEN", Severity.INFO, day));
                if (day == 150) {
                    all.add(past("SMOKE", Severity.CRITICAL, day));
                }
            }
            SqlJournal.open(database).append(all, RowChanges.NONE).join();
        }
    }

    private void sql(String sql) throws Exception {
        try (var store =
                        DriverManager.getConnection("jdbc:sqlite:" + data().resolve("vigilar.db"));
                var statement = store.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void old_routine_goes_an_old_alarm_stays_and_a_browser_that_comes_back_is_told() {
        livedLong();
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            Await.until(
                    "pruned",
                    SOON,
                    () -> !house.get("/api/events?before=112&limit=50").contains("CONTACT_OPEN"));
            try (var viewer = Viewer.open(house.http(), "", "20")) {
                Await.until("caught up", SOON, () -> viewer.all().size() > 90);
                var gap = viewer.all().get(1);
                assertThat(gap.event()).isEqualTo("gap");
                assertThat(gap.data().get("why").asString()).isEqualTo("pruned");
                assertThat(gap.data().get("from").asLong()).isEqualTo(21);
                assertThat(gap.data().get("to").asLong()).isBetween(110L, 113L);
                var first = viewer.all().get(2);
                assertThat(first.id()).isEqualTo("52");
                assertThat(first.data().get("type").asString()).isEqualTo("SMOKE");
                assertThat(viewer.all().stream().filter(it -> it.event().equals("gap"))).hasSize(1);
            }
            var said = check();
            assertThat(said.out()).contains("all is well");
            assertThat(said.exitCode()).as(said.err()).isZero();
        }
    }

    /// 20 days in which somebody came and went, and the hall said nothing but that it is there.
    @Test
    void a_motion_sensor_that_saw_nobody_for_two_weeks_is_told_of_until_it_moves()
            throws Exception {
        try (var database = ReadyStore.open(data())) {
            var all = new ArrayList<Occurrence>();
            all.add(past("MOTION_START", Severity.INFO, 20));
            for (int day = 19; day >= 0; day--) {
                all.add(past("door", "CONTACT_OPEN", Severity.INFO, day));
                all.add(past("BATTERY_OK", Severity.INFO, day));
            }
            SqlJournal.open(database).append(all, RowChanges.NONE).join();
        }
        var settings =
                """
                data = "%s"
                [[zone]]
                name = "hall"
                kind = "interior"
                devices = ["hall"]
                motion_days = 14
                """
                        .formatted(data());
        var config = Files.writeString(folder.resolve("vigilar.toml"), settings);
        try (var house = HouseProcess.openHouse(folder, config);
                var device = Device.on(house.mqttPort().orElseThrow())) {
            Await.until(
                    "told", SOON, () -> house.get("/api/panel").contains("perhaps blind: hall"));
            var told = house.get("/api/events?type=MOTION_MISSING");
            assertThat(told).containsOnlyOnce("\"type\":\"MOTION_MISSING\"");
            assertThat(told).contains("\"source_id\":\"hall\"", "\"severity\":\"WARNING\"");
            device.says("vigilar/sensor/hall/motion", "{}");
            Await.until("moves", SOON, () -> !house.get("/api/panel").contains("perhaps blind"));
        }
    }

    @Test
    void a_check_says_in_plain_words_what_is_wrong_and_ends_with_1() throws Exception {
        try (var house = HouseProcess.wholeHouse(folder, data());
                var device = Device.on(house.mqttPort().orElseThrow())) {
            for (int i = 0; i < 5; i++) {
                device.says("vigilar/sensor/door-" + i + "/motion", "{}");
            }
            Await.until(
                    "stored",
                    SOON,
                    () -> house.get("/api/events?source=door-4").contains("MOTION"));
        }
        assertThat(check().exitCode()).isZero();
        sql("DELETE FROM event WHERE id = 3");
        sql("UPDATE quarter SET events = events + 1");
        sql("UPDATE follower SET last_id = 1000");
        sql("INSERT INTO pin VALUES (777, 0, 0)");
        sql("INSERT INTO seen_up_to VALUES (1, 888)");
        var said = check();
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out())
                .contains(
                        "events are missing that retention did not remove: 1 of 1 to",
                        "the counts of a quarter of an hour are not those of its events: ",
                        "are not the sum of its sources",
                        "a follower says it has seen what was not stored yet: announcer",
                        "a pinned event is gone: 777",
                        "somebody has seen what was not stored yet: person 1");
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            Await.until(
                    "told",
                    SOON,
                    () -> house.answer("/readyz").body().contains("events are missing"));
        }
    }

    @Test
    void a_damaged_file_is_put_aside_the_newest_good_backup_takes_its_place_and_it_is_told()
            throws Exception {
        String before;
        try (var house = HouseProcess.wholeHouse(folder, data());
                var device = Device.on(house.mqttPort().orElseThrow())) {
            Await.until("the first night's copy", SOON, this::isBackedUp);
            device.says("vigilar/sensor/kept/motion", "{}");
            Await.until("kept", SOON, () -> house.get("/api/events").contains("kept"));
            var made = HouseProcess.ask(folder, "", "backup", "--data", data().toString());
            assertThat(made.exitCode()).as(made.err()).isZero();
            device.says("vigilar/sensor/lost/motion", "{}");
            Await.until("lost", SOON, () -> house.get("/api/events").contains("lost"));
            before = epoch(house);
        }
        // newer than all others, and no good; and one of a clock that was wrong
        var useless = "copy-" + SECOND.format(Instant.now()) + ".zip";
        Files.writeString(data().resolve("backups").resolve(useless), "no backup");
        Files.writeString(data().resolve("backups/house-99991231-235959.zip"), "no backup");
        Files.writeString(data().resolve("vigilar.db"), "not a database at all".repeat(1_000));
        var damaged = check();
        assertThat(damaged.exitCode()).isEqualTo(1);
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            var events = house.get("/api/events");
            assertThat(events).contains("\"kept\"").doesNotContain("\"lost\"");
            assertThat(events).contains("STORE_RESTORED", "\"backup\":\"house-");
            assertThat(epoch(house)).isNotEqualTo(before);
            assertThat(check().exitCode()).isZero();
            assertThat(house.log()).contains(useless + " is of no use");
        }
        assertThat(data().resolve("backups/house-99991231-235959.zip")).exists();
        assertThat(aside()).hasSize(1);
        assertThat(aside().getFirst().resolve("vigilar.db")).content().startsWith("not a database");
        assertThat(data().resolve("suspect")).doesNotExist();
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            assertThat(house.get("/api/events?type=STORE_RESTORED").split("\"id\":")).hasSize(2);
        }
    }

    private static String epoch(HouseProcess house) {
        try (var viewer = Viewer.open(house.http(), "")) {
            return viewer.all().getFirst().data().get("epoch").asString();
        }
    }

    private boolean isBackedUp() throws Exception {
        var backups = data().resolve("backups");
        return Files.isDirectory(backups) && !named("nightly-", backups).isEmpty();
    }

    private List<Path> aside() throws Exception {
        return named("damaged-", data());
    }

    private static List<Path> named(String start, Path folder) throws Exception {
        try (var all = Files.list(folder)) {
            return all.filter(it -> it.getFileName().toString().startsWith(start)).toList();
        }
    }

    @Test
    void without_a_backup_a_new_store_begins_and_says_so() throws Exception {
        livedLong();
        Files.writeString(data().resolve("vigilar.db"), "not a database at all".repeat(1_000));
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            assertThat(house.get("/api/events?type=STORE_RESTORED"))
                    .contains("the beginning", "none");
        }
        assertThat(aside()).hasSize(1);
    }

    @Test
    void damage_that_is_met_while_the_house_runs_ends_it_and_the_next_start_mends_it()
            throws Exception {
        livedLong();
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            house.awaitReady();
            var made = HouseProcess.ask(folder, "", "backup", "--data", data().toString());
            assertThat(made.exitCode()).as(made.err()).isZero();
        }
        spoilTheMiddle();
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            house.awaitReady();
            Await.until("met", SOON, () -> house.answer("/api/refusals").statusCode() >= 500);
            assertThat(house.exitCode()).isEqualTo(70);
            assertThat(house.log()).contains("the next start mends it");
        }
        try (var house = HouseProcess.wholeHouse(folder, data())) {
            assertThat(house.get("/api/events?type=STORE_RESTORED")).contains("backup");
            assertThat(house.get("/api/events?type=SMOKE")).contains("hall");
        }
        assertThat(aside()).hasSize(1);
    }

    /// Overwrites a table that is read when somebody asks for it, and not at the start.
    private void spoilTheMiddle() throws Exception {
        long page;
        try (var store =
                        DriverManager.getConnection("jdbc:sqlite:" + data().resolve("vigilar.db"));
                var statement = store.createStatement()) {
            statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)").close();
            try (var rows =
                    statement.executeQuery(
                            "SELECT rootpage FROM sqlite_schema WHERE name = 'refusal'")) {
                rows.next();
                page = rows.getLong(1);
            }
        }
        try (var file = new java.io.RandomAccessFile(data().resolve("vigilar.db").toFile(), "rw")) {
            file.seek((page - 1) * 4_096);
            file.write("x".repeat(4_096).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    @Test
    void a_file_that_is_only_locked_is_not_moved() throws Exception {
        livedLong();
        Files.createFile(data().resolve("suspect"));
        try (var store =
                        DriverManager.getConnection("jdbc:sqlite:" + data().resolve("vigilar.db"));
                var statement = store.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            var said =
                    HouseProcess.ask(
                            folder,
                            "",
                            "run",
                            "--open",
                            "--data",
                            data().toString(),
                            "--http",
                            "127.0.0.1:0",
                            "--mqtt",
                            "127.0.0.1:0");
            assertThat(said.exitCode()).isEqualTo(78);
            assertThat(said.err()).contains("another process holds the write lock");
            assertThat(aside()).isEmpty();
        }
    }
}
