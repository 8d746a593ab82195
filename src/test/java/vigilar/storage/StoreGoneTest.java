package vigilar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.event.EventId;
import vigilar.journal.RescueNews;
import vigilar.journal.SqlJournal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A data folder in which a house lived, and whose store is not there.
class StoreGoneTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final String ASIDE = "damaged-20261124-120000";
    private static final String NEWEST = "the newest events";

    @TempDir Path folder;
    @TempDir Path elsewhere;

    private void put(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void backedUp() throws Exception {
        ReadyStore.in(elsewhere);
        try (var connection = new SqliteFile(elsewhere).open();
                var statement = connection.createStatement()) {
            statement.execute("INSERT OR IGNORE INTO follower VALUES ('yesterday', 0)");
        }
        Files.createDirectories(folder.resolve("backups"));
        new Backups(elsewhere, () -> NOON)
                .make(folder.resolve("backups/house-20261123-120000.zip"));
    }

    /// As a house does.
    private SqliteDatabase starts() {
        new Rescue(folder, () -> NOON).beforeOpening();
        return SqliteDatabase.open(new StorageSettings(folder));
    }

    private static List<String> followers(SqliteDatabase database) {
        return database.read(
                it -> it.createQuery("SELECT name FROM follower").mapTo(String.class).list());
    }

    private static String told(SqliteDatabase database) {
        var journal = SqlJournal.open(database);
        new RescueNews(journal, database).tell();
        var event = journal.after(EventId.BEFORE_ALL, 10).getFirst().event();
        return event.type().name() + event.payload().json() + event.origin().why();
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_newest_backup_takes_its_place_its_log_is_kept_and_it_is_told(boolean empty)
            throws Exception {
        backedUp();
        put("vigilar.db-wal", NEWEST);
        if (empty) {
            put("vigilar.db", "");
        }
        try (var database = starts()) {
            assertThat(followers(database)).containsExactly("yesterday");
            assertThat(told(database))
                    .startsWith("STORE_RESTORED")
                    .contains("2026-11-23T12:00:00Z", ASIDE, "the store was gone");
        }
        assertThat(folder.resolve(ASIDE + "/vigilar.db-wal")).content().isEqualTo(NEWEST);
        assertThat(folder.resolve("suspect")).doesNotExist();
        starts().close();
        assertThat(names().stream().filter(it -> it.startsWith("damaged"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"vigilar.db-wal", "broker/journal/a.amq", "pictures/a.jpg", "run/web.json"})
    void without_a_backup_no_new_house_begins_and_what_is_left_stays(String left) throws Exception {
        for (var empty : List.of(false, true)) {
            if (empty) {
                put("vigilar.db", "");
            }
            put(left, NEWEST);
            assertThatThrownBy(this::starts)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining(left.replaceFirst("/.*", ""))
                    .hasMessageContaining("put it back");
            assertThatThrownBy(() -> SqliteDatabase.open(new StorageSettings(folder))) // a command
                    .isInstanceOf(StorageException.class);
            assertThat(folder.resolve(left)).content().isEqualTo(NEWEST);
            assertThat(Files.exists(folder.resolve("vigilar.db"))).isEqualTo(empty);
        }
    }

    @Test
    void backups_that_are_all_useless_begin_no_new_house_and_the_right_file_may_come_back()
            throws Exception {
        put("backups/house-20261123-120000.zip", "no backup");
        put("vigilar.db-wal", "");
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(this::starts)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("house-20261123-120000.zip");
        }
        assertThat(folder.resolve("vigilar.db-wal")).exists();
        ReadyStore.in(folder);
        starts().close();
        assertThat(names()).noneMatch(it -> it.startsWith("damaged") || it.startsWith("suspect"));
    }

    @Test
    void a_new_folder_just_starts_also_where_keys_and_settings_lie_already() throws Exception {
        put("vigilar.toml", "");
        put("tls/page.pem", "");
        put("secret/bus-password", "");
        put("locks/web.lock", "");
        Files.createDirectories(folder.resolve("backups"));
        Files.createDirectories(folder.resolve("broker"));
        starts().close();
        assertThat(folder.resolve("vigilar.db")).isNotEmptyFile();
    }

    /// 0: noted; 1: its log was moved; 2: the new one lay in its place.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void a_kill_in_the_middle_of_it_is_ended_by_the_next_start(int moved) throws Exception {
        backedUp();
        put((moved == 0 ? "" : ASIDE + "/") + "vigilar.db-wal", NEWEST);
        if (moved == 2) {
            Files.createDirectories(folder.resolve("backups"));
            var log = Files.move(folder.resolve(ASIDE), elsewhere.resolve("log"));
            starts().close();
            Files.move(log.resolve("vigilar.db-wal"), folder.resolve(ASIDE + "/vigilar.db-wal"));
        }
        put("suspect", ASIDE);
        try (var database = starts()) {
            assertThat(followers(database)).containsExactly("yesterday");
            assertThat(told(database)).contains(ASIDE + "\"");
        }
        assertThat(folder.resolve(ASIDE + "/vigilar.db-wal")).content().isEqualTo(NEWEST);
        assertThat(folder.resolve(ASIDE + "/vigilar.db")).doesNotExist();
    }

    @Test
    void keys_come_back_with_the_store_where_none_are_left() throws Exception {
        Files.createDirectories(elsewhere.resolve("secret"));
        Files.writeString(elsewhere.resolve("secret/push-key"), "the old one");
        backedUp();
        starts().close();
        assertThat(folder.resolve("secret/push-key")).content().isEqualTo("the old one");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_strange_file_that_replaced_it_never_meets_its_log(boolean hasBackup) throws Exception {
        if (hasBackup) {
            backedUp();
        }
        var log = replaced();
        if (hasBackup) {
            try (var database = starts()) {
                assertThat(followers(database)).containsExactly("yesterday");
                assertThat(told(database)).contains("STORE_RESTORED", ASIDE, "another file lay");
            }
            assertThat(folder.resolve(ASIDE + "/another-vigilar.db")).hasContent(NEWEST);
            Files.move(folder.resolve(ASIDE + "/vigilar.db-wal"), elsewhere.resolve("log"));
        } else {
            assertThatThrownBy(this::starts).hasMessageContaining("another file");
            assertThatThrownBy(() -> new SqliteFile(folder).open()) // a command
                    .hasMessageContaining("another file");
            assertThat(folder.resolve("vigilar.db")).hasContent(NEWEST);
            Files.move(folder.resolve("vigilar.db-wal"), elsewhere.resolve("log"));
        }
        assertThat(elsewhere.resolve("log")).hasBinaryContent(log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vigilar.db", ASIDE + "/another-vigilar.db"})
    void a_kill_while_a_strange_file_is_moved_is_ended_by_the_next_start(String there)
            throws Exception {
        backedUp();
        put(ASIDE + "/vigilar.db-wal", "its log");
        put(there, NEWEST);
        put("suspect", ASIDE + "\nnot (ino=1)");
        try (var database = starts()) {
            assertThat(followers(database)).containsExactly("yesterday");
        }
        assertThat(folder.resolve(ASIDE + "/vigilar.db-wal")).hasContent("its log");
        assertThat(folder.resolve(ASIDE + "/another-vigilar.db")).hasContent(NEWEST);
        assertThat(folder.resolve("suspect")).doesNotExist();
    }

    @Test
    void with_the_right_file_back_the_next_start_has_all_of_it() throws Exception {
        backedUp();
        replaced();
        Files.delete(folder.resolve("vigilar.db"));
        Files.move(elsewhere.resolve("right"), folder.resolve("vigilar.db"));
        try (var database = starts()) {
            assertThat(followers(database)).containsExactly("today");
        }
        assertThat(names()).noneMatch(it -> it.startsWith("damaged") || it.equals("suspect"));
    }

    /// The house met a letter in the place of its store, noted it and ended.
    ///
    /// @return its log
    private byte[] replaced() throws Exception {
        ReadyStore.in(folder);
        try (var database = starts()) {
            database.write(it -> it.execute("INSERT INTO follower VALUES ('today', 1)")).join();
            Files.move(folder.resolve("vigilar.db"), elsewhere.resolve("right"));
            put("vigilar.db", NEWEST);
            assertThat(database.damage()).isPresent();
            new Rescue(folder, () -> NOON).suspect(database);
            assertThatThrownBy(
                            database.write(it -> it.execute("UPDATE head SET last_id = last_id"))
                                    ::join)
                    .isNotNull(); // and closes the connection
        }
        return Files.readAllBytes(folder.resolve("vigilar.db-wal"));
    }

    /// 40 MiB: less than a rescue wants to stay free.
    @Test
    void a_full_disk_makes_no_backup_useless_and_nothing_is_moved() throws Exception {
        backedUp();
        var disk = Files.createDirectory(elsewhere.resolve("disk"));
        if (!SmallDisk.mounted(disk, "40m")) {
            abort("only root can make a small disk: mount -t tmpfs is refused here");
        }
        try {
            Files.createDirectory(disk.resolve("backups"));
            var name = "backups/house-20261123-120000.zip";
            Files.copy(folder.resolve(name), disk.resolve(name));
            Files.writeString(disk.resolve("vigilar.db"), "spoilt ".repeat(1_000));
            assertThatThrownBy(() -> new Rescue(disk, () -> NOON).beforeOpening())
                    .isInstanceOf(StorageException.class)
                    .hasStackTraceContaining("no room left");
            assertThat(disk.resolve("vigilar.db")).content().startsWith("spoilt");
        } finally {
            SmallDisk.unmount(disk);
        }
    }
}
