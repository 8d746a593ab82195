package vigilar.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.event.EventId;
import vigilar.journal.RescueNews;
import vigilar.journal.SqlJournal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A damaged store, and what takes its place.
class RescueTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String ASIDE = "damaged-20261124-120000";
    private static final List<String> DAMAGED =
            List.of("vigilar.db-wal", "vigilar.db-shm", "vigilar.db");

    /// No database, and longer than SQLite's own header.
    private static final String SPOILT = "spoilt ".repeat(1_000);

    @TempDir Path folder;
    @TempDir Path elsewhere;

    @BeforeEach
    void backedUp() throws Exception {
        copyOfAHouse("yesterday", "house-20261123-120000.zip");
    }

    private Rescue rescue() {
        return new Rescue(folder, () -> NOON);
    }

    private void put(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String at(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /// So that it can be told from other houses.
    private static void house(Path where, String called) throws SQLException {
        ReadyStore.in(where);
        try (var connection = new SqliteFile(where).open();
                var row = connection.prepareStatement("INSERT INTO follower VALUES (?, 0)")) {
            row.setString(1, called);
            row.execute();
        }
    }

    private void copyOfAHouse(String called, String name) throws Exception {
        house(elsewhere.resolve(called), called);
        var backups = folder.resolve("backups");
        Files.createDirectories(backups);
        new Backups(elsewhere.resolve(called), () -> NOON).make(backups.resolve(name));
    }

    private List<String> rows(String sql) throws SQLException {
        try (var connection = new SqliteFile(folder).open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    private List<String> houseThatIsThere() throws SQLException {
        return rows("SELECT name FROM follower");
    }

    /// 0 to 3: how many of the files were moved when the power went; 4: the new one lay in its
    /// place, and only the note was left.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void a_rescue_that_was_cut_off_is_ended_by_the_next_start(int moved) throws Exception {
        for (int i = 0; i < DAMAGED.size(); i++) {
            put((i < moved ? ASIDE + "/" : "") + DAMAGED.get(i), SPOILT);
        }
        if (moved == 4) {
            house(folder, "put there before");
        }
        put("suspect", ASIDE);
        put(".rescue7/secret/key", "left by the kill");

        rescue().beforeOpening();

        assertThat(houseThatIsThere())
                .containsExactly(moved == 4 ? "put there before" : "yesterday");
        for (var name : DAMAGED) {
            assertThat(at(ASIDE + "/" + name)).as(name).isEqualTo(SPOILT);
        }
        assertThat(folder.resolve("suspect")).doesNotExist();
        try (var left = Files.newDirectoryStream(folder, ".rescue*")) {
            assertThat(left).isEmpty();
        }
        rescue().beforeOpening(); // and it is over
        assertThat(rows("SELECT aside FROM rescue")).hasSize(moved == 4 ? 0 : 1);
    }

    @Test
    void a_log_that_came_about_while_a_rescue_was_cut_off_is_kept_too() throws Exception {
        put(ASIDE + "/vigilar.db-wal", SPOILT);
        put("vigilar.db-wal", "later");
        put("vigilar.db", SPOILT);
        put("suspect", ASIDE);

        rescue().beforeOpening();

        assertThat(houseThatIsThere()).containsExactly("yesterday");
        assertThat(at(ASIDE + "/vigilar.db-wal")).isEqualTo(SPOILT);
        assertThat(at(ASIDE + "/vigilar.db-wal-2")).isEqualTo("later");
    }

    @Test
    void a_clock_that_begins_anew_at_each_start_mixes_up_no_two_damaged_files() throws Exception {
        put("vigilar.db", SPOILT);
        rescue().beforeOpening();
        put("vigilar.db", SPOILT + "again");
        rescue().beforeOpening();
        assertThat(houseThatIsThere()).containsExactly("yesterday");
        assertThat(at(ASIDE + "/vigilar.db")).isEqualTo(SPOILT);
        assertThat(at(ASIDE + "-2/vigilar.db")).isEqualTo(SPOILT + "again");
    }

    @Test
    void a_note_that_is_not_ours_only_has_the_store_looked_at() throws Exception {
        house(folder, "sound");
        put("suspect", "../../etc\n");
        rescue().beforeOpening();
        assertThat(houseThatIsThere()).containsExactly("sound");
        assertThat(folder.resolve("suspect")).doesNotExist();
    }

    @Test
    void a_power_cut_during_a_rescue_forgets_neither_the_suspicion_nor_a_move() throws Exception {
        put("vigilar.db", SPOILT);
        var suspected = Forced.during(() -> rescue().suspectDamage());
        assertThat(suspected).containsSubsequence(folder.resolve("suspect"), folder);

        var forced = Forced.during(() -> rescue().beforeOpening());

        assertThat(forced)
                .containsSubsequence(
                        folder.resolve("suspect-draft"), // where it goes
                        folder,
                        folder.resolve(ASIDE), // the damaged file is there
                        folder,
                        folder); // and the new one in its place
    }

    @Test
    void a_copy_that_is_dated_in_the_future_is_taken_only_if_no_other_is_good() throws Exception {
        copyOfAHouse("some day", "house-20991231-235959.zip");
        put("vigilar.db", SPOILT);
        rescue().beforeOpening();
        assertThat(houseThatIsThere()).containsExactly("yesterday");

        put("backups/house-20261123-120000.zip", "no backup");
        put("vigilar.db", SPOILT);
        rescue().beforeOpening();
        assertThat(houseThatIsThere()).containsExactly("some day");
        try (var database = SqliteDatabase.open(new StorageSettings(folder))) {
            var journal = SqlJournal.open(database);
            new RescueNews(journal, database).tell();
            assertThat(journal.after(EventId.BEFORE_ALL, 10).getFirst().event().payload().json())
                    .contains("\"from\":\"an unknown time\"", "house-20991231-235959.zip")
                    .contains("\"unusable\":\"house-20261123-120000.zip\"");
        }
    }
}
