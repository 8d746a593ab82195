package vigilar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.access.AlarmPins;
import vigilar.access.DeviceKind;
import vigilar.access.Devices;
import vigilar.access.Password;
import vigilar.access.People;
import vigilar.access.PersonName;
import vigilar.access.PinCode;
import vigilar.access.PinLimits;
import vigilar.access.Scope;
import vigilar.access.Standing;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.frontdoor.DamagedPage;
import vigilar.journal.EventJournal;
import vigilar.journal.RescueNews;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.Backups;
import vigilar.storage.Database;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a house whose store was damaged knows of what happened since its backup.
class RescuedHouseTest {
    private static final PersonName ANNA = new PersonName("anna");
    private static final PersonName BEN = new PersonName("ben");
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir Path folder;

    /// A house with all its doors to people and devices.
    private record House(Database database, EventJournal journal) {
        People people() {
            return new People(journal, database, CLOCK);
        }

        AlarmPins pins() {
            return new AlarmPins(journal, database, CLOCK, ZoneId.of("UTC"));
        }

        Devices devices() {
            return new Devices(journal, database, CLOCK);
        }

        void sql(String sql) {
            database.write(rows -> rows.execute(sql)).join();
        }

        List<String> rows(String sql) {
            return database.read(rows -> rows.createQuery(sql).mapTo(String.class).list());
        }

        List<String> told() {
            new RescueNews(journal, database).tell();
            return rows(
                    "SELECT type || payload FROM event JOIN strand ON strand.id = strand WHERE type"
                            + " IN ('STORE_RESTORED', 'ACCESS_UNSURE') ORDER BY event.id");
        }
    }

    private interface Story {
        void of(House house) throws Exception;
    }

    private interface Meanwhile {
        void happens() throws Exception;
    }

    private void lives(Story story) throws Exception {
        try (var database = ReadyStore.open(folder)) {
            story.of(new House(database, SqlJournal.open(database)));
        }
    }

    /// Backed up with Ben, his PIN, token, phone and camera; all of it is taken away afterwards.
    private void benWasShutOutSinceTheBackup() throws Exception {
        lives(
                house -> {
                    var password = new Password("nobody guesses this one");
                    house.people().add(ANNA, Standing.OWNER, password);
                    house.people().add(BEN, Standing.RESIDENT, password);
                    house.pins().add(BEN, new PinCode("592047"), Optional.empty(), PinLimits.NONE);
                    var ben = house.people().all().getLast();
                    house.people().addToken(ben, "watch", Set.of(Scope.READ), Duration.ofDays(9));
                    house.devices().add("camera", DeviceKind.TOPICS, List.of("vigilar/#"));
                    house.sql(
                            "INSERT INTO push_subscription (endpoint, p256dh, auth, name,"
                                    + " threshold, made_ms, person_id) SELECT 'https://push', x'',"
                                    + " x'', 'phone', 0, 0, id FROM person WHERE name = 'ben'");
                });
        var backups = new Backups(folder, CLOCK);
        backups.make(backups.name("house"));
        lives(
                house -> {
                    house.pins().remove(BEN);
                    var ben = house.people().all().getLast();
                    var token = house.people().tokens(ben).getFirst();
                    house.people().endToken(ben, token.id());
                    house.people().setDisabled(BEN, true);
                    house.devices().setDisabled("camera", true);
                });
    }

    private House rescued(SqliteDatabase database) {
        return new House(database, SqlJournal.open(database));
    }

    private SqliteDatabase comesBack() {
        return Soundness.open(new StorageSettings(folder), CLOCK);
    }

    private static String restored(List<String> told) {
        return told.stream()
                .filter(it -> it.startsWith("STORE_RESTORED"))
                .collect(Collectors.joining());
    }

    @Test
    void whoever_was_shut_out_since_the_backup_stays_out() throws Exception {
        benWasShutOutSinceTheBackup();
        DamagedPage.of(folder, "refusal");
        try (var database = comesBack()) {
            var house = rescued(database);
            var ben = house.people().all().getLast();
            assertThat(ben.disabled()).isTrue();
            assertThat(house.people().tokens(ben)).isEmpty();
            assertThat(house.pins().all()).isEmpty();
            assertThat(house.devices().all().getFirst().disabled()).isTrue();
            assertThat(house.rows("SELECT name FROM push_subscription")).isEmpty();
            assertThat(house.told()).hasSize(1);
            assertThat(Soundness.of(new StorageSettings(folder), false).run().all()).isEmpty();
        }
    }

    @Test
    void where_they_cannot_be_read_it_is_told_that_people_pins_and_tokens_are_of_the_backup()
            throws Exception {
        benWasShutOutSinceTheBackup();
        DamagedPage.of(folder, "alarm_pin");
        try (var database = comesBack()) {
            var house = rescued(database);
            assertThat(house.pins().all()).hasSize(1);
            assertThat(house.devices().all().getFirst().disabled()).isTrue();
            var told = house.told();
            assertThat(restored(told)).contains("house-");
            assertThat(told.getLast())
                    .startsWith("ACCESS_UNSURE")
                    .contains("people with their PINs and API tokens (/people)", "\"as_of\":\"20")
                    .doesNotContain("devices");
            assertThat(house.told()).hasSize(2); // once
        }
    }

    private void happens(String... types) throws Exception {
        lives(
                house -> {
                    for (var type : types) {
                        var event =
                                new Occurrence(
                                        CLOCK.instant(),
                                        new EventType(type),
                                        Severity.INFO,
                                        new SourceId("hall"),
                                        Payload.EMPTY,
                                        Origin.ourselves("a test"));
                        house.journal().append(List.of(event), RowChanges.NONE).join();
                    }
                });
    }

    /// Done to the file while nobody minds its indexes.
    private void schema(String... sql) throws Exception {
        var file = "jdbc:sqlite:" + folder.resolve("vigilar.db");
        try (var store = DriverManager.getConnection(file);
                var statement = store.createStatement()) {
            statement.execute("PRAGMA writable_schema = ON");
            for (var each : sql) {
                statement.execute(each);
            }
        }
    }

    /// What happens meanwhile stands in no index of that name.
    private void whileNobodyMinds(String index, Meanwhile story) throws Exception {
        schema(
                "CREATE TABLE hidden AS SELECT * FROM sqlite_schema WHERE name = '%s'"
                        .formatted(index),
                "DELETE FROM sqlite_schema WHERE name = '%s'".formatted(index));
        story.happens();
        schema("INSERT INTO sqlite_schema SELECT * FROM hidden");
        schema("DROP TABLE hidden");
        Files.writeString(folder.resolve("suspect"), "");
    }

    private List<String> aside() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(it -> it.getFileName().toString())
                    .filter(it -> it.startsWith("damaged-"))
                    .toList();
        }
    }

    @Test
    void an_index_that_is_wrong_is_made_anew_and_costs_no_event() throws Exception {
        happens("MOTION", "MOTION");
        var backups = new Backups(folder, CLOCK);
        backups.make(backups.name("house"));
        whileNobodyMinds("event_by_strand", () -> happens("CONTACT_OPEN", "MOTION"));
        assertThat(Soundness.of(new StorageSettings(folder), false).run().damage())
                .anyMatch(it -> it.contains("missing from index event_by_strand"));
        try (var database = comesBack()) {
            var house = rescued(database);
            assertThat(house.rows("SELECT id FROM event")).hasSize(4);
            assertThat(aside()).isEmpty();
            new RescueNews(house.journal(), database).tell();
            assertThat(house.rows("SELECT type FROM strand")).contains("STORE_MENDED");
            assertThat(house.rows("SELECT checked_ms FROM keeping")).containsExactly("0");
            assertThat(Soundness.of(new StorageSettings(folder), false).run().all()).isEmpty();
        }
    }

    @Test
    void an_index_that_cannot_be_made_anew_leaves_the_store_to_the_rescue() throws Exception {
        happens("MOTION");
        var backups = new Backups(folder, CLOCK);
        backups.make(backups.name("house"));
        whileNobodyMinds(
                "keypad_request_id",
                () -> {
                    for (int i = 0; i < 2; i++) { // it says that there is but one
                        schema(
                                "INSERT INTO keypad_request (request_id, say_until) VALUES ('h',"
                                        + " 0)");
                    }
                });
        try (var database = comesBack()) {
            assertThat(rescued(database).rows("SELECT id FROM event")).hasSize(1);
            assertThat(aside()).hasSize(1);
        }
    }

    @Test
    void without_any_backup_people_and_pins_are_still_those_of_the_house() throws Exception {
        lives(house -> house.people().add(ANNA, Standing.OWNER, new Password("nobody guesses it")));
        DamagedPage.of(folder, "refusal");
        try (var database = comesBack()) {
            assertThat(rescued(database).people().all()).hasSize(1);
        }
    }

    @Test
    void an_alarm_panel_that_can_be_read_is_kept_though_the_states_of_doors_are_lost()
            throws Exception {
        lives(
                house -> {
                    house.sql(
                            "INSERT INTO panel (only, state, last_id, fence, alive_ms, holder,"
                                    + " beat, asked) VALUES (1, 'disarmed', 0, 3, 7, '', 0, 0)");
                    house.sql("INSERT INTO point_state VALUES ('door', 'contact', 'open', 5, 0)");
                });
        var backups = new Backups(folder, CLOCK);
        backups.make(backups.name("house"));
        lives(house -> house.sql("UPDATE panel SET state = 'armed', last_id = 0"));
        DamagedPage.of(folder, "point_state");
        try (var database = comesBack()) {
            var house = rescued(database);
            assertThat(house.rows("SELECT state FROM panel")).containsExactly("armed");
            assertThat(house.rows("SELECT state FROM point_state")).containsExactly("");
            assertThat(house.rows("SELECT as_of_ms FROM panel_doubt")).isEmpty();
        }
    }
}
