package vigilar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a backup promises once it is made.
class BackupsTest {
    private final Instant now = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir Path folder;
    private Backups backups;

    @BeforeEach
    void found() throws IOException {
        ReadyStore.in(folder);
        backups = new Backups(folder, () -> now);
        SqliteFile.createFolder(backups.folder());
    }

    @Test
    void a_power_cut_right_after_a_backup_leaves_the_backup() throws Exception {
        var file = backups.name("house");

        var forced = Forced.during(() -> backups.make(file));

        var here = forced.stream().filter(it -> it.startsWith(file.getParent())).toList();
        assertThat(here.getFirst()).hasFileName("draft.zip");
        assertThat(here).contains(file.getParent());
        assertThat(file).exists();
    }

    @Test
    void a_backup_never_takes_the_place_of_another() throws Exception {
        var first = backups.name("house");
        Files.writeString(first, "another");
        assertThatThrownBy(() -> backups.make(first)).hasMessageContaining("exists already");
        var draft = Files.writeString(folder.resolve("draft"), "made meanwhile");
        assertThatThrownBy(() -> OnDisk.move(draft, first))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(first).content().isEqualTo("another");
    }

    /// Half a copy of the house, with its keys, as a kill leaves it.
    private Path stray(String name, Duration age) throws IOException {
        var work = backups.folder().resolve(name);
        Files.createDirectories(work.resolve("locks"));
        var files =
                List.of(
                        Files.writeString(work.resolve("locks/owner.lock"), "4711"),
                        Files.writeString(work.resolve("vigilar.db"), "half a copy"),
                        work.resolve("locks"),
                        work);
        for (var each : files) {
            Files.setLastModifiedTime(each, FileTime.from(now.minus(age)));
        }
        return work;
    }

    @Test
    void what_a_killed_backup_has_left_goes_with_the_next_one() throws Exception {
        var old = stray(".backup111", Duration.ofHours(2));
        var ofAWrongClock = stray(".backup222", Duration.ofHours(-200));
        var another = stray("backup", Duration.ofHours(2));
        backups.make(backups.name("house"));
        assertThat(old).doesNotExist();
        assertThat(ofAWrongClock).doesNotExist();
        assertThat(another).exists();
    }

    @Test
    void a_backup_that_is_being_made_loses_nothing_to_another() throws Exception {
        var itsOwn = stray(".backup333", Duration.ofHours(2));
        var begun = stray(".backup444", Duration.ofSeconds(1)); // it has no lock yet
        try (var _ = RoleLock.take(itsOwn, "owner").orElseThrow()) {
            backups.make(backups.name("house"));
            assertThat(itsOwn.resolve("vigilar.db")).exists();
            assertThat(begun).exists();
        }
        try (var other = Child.start(Holder.class, itsOwn.toString())) {
            assertThat(other.line()).isEqualTo("held");
            Files.delete(backups.name("house"));
            backups.make(backups.name("house"));
            assertThat(itsOwn.resolve("vigilar.db")).exists();
        }
        Files.delete(backups.name("house"));
        backups.make(backups.name("house"));
        assertThat(itsOwn).doesNotExist();
    }

    /// Another process in the middle of a backup.
    static final class Holder {
        public static void main(String[] folder) throws Exception {
            try (var _ = RoleLock.take(Path.of(folder[0]), "owner").orElseThrow()) {
                System.out.println("held");
                int _ = System.in.read();
            }
        }
    }

    private void copies(String... names) throws IOException {
        for (var name : names) {
            Files.writeString(backups.folder().resolve(name), "");
        }
    }

    @Test
    void of_copies_those_dated_in_the_future_count_as_the_oldest() throws Exception {
        copies(
                "house-20261123-033000.zip",
                "house-20991231-235959.zip",
                "nightly-20261124-033000.zip",
                "nightly-20300101-033000.zip",
                "no-copy.txt");
        assertThat(backups.copies())
                .extracting(it -> it.getFileName().toString())
                .containsExactly(
                        "nightly-20300101-033000.zip",
                        "house-20991231-235959.zip",
                        "house-20261123-033000.zip",
                        "nightly-20261124-033000.zip");
    }

    @Test
    void the_newest_copy_stays_the_newest_while_a_clock_is_some_hours_behind() throws Exception {
        copies("nightly-20261123-033000.zip", "nightly-20261124-180000.zip");
        assertThat(backups.copies().getLast().getFileName())
                .hasToString("nightly-20261124-180000.zip");
    }

    private void key(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), "of " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tls/page.pem~", "tls/my cert.pem", "tls/server (1).crt", "secret/.key.swp"})
    void whatever_lies_among_the_keys_a_backup_can_be_restored(String name) throws Exception {
        key(name);
        var file = backups.name("house");
        backups.make(file);
        new Restoration(folder.resolve("again"), () -> now).from(file, false);
        assertThat(folder.resolve("again").resolve(name)).hasContent("of " + name);
        assertThat(backups.leavesOut()).isEmpty();
    }

    @Test
    void what_no_backup_can_hold_is_left_out_and_said() throws Exception {
        key("tls/page.pem");
        key("tls/line\nbreak.pem");
        key("tls/back\\slash.pem");
        for (int i = 0; i < 1_100; i++) {
            key("tls/zz" + i);
        }
        var file = backups.name("house");
        backups.make(file);
        new Restoration(folder.resolve("again"), () -> now).from(file, false);
        assertThat(folder.resolve("again/tls/page.pem")).exists();
        assertThat(backups.leavesOut())
                .contains("tls/line?break.pem", "tls/back?slash.pem")
                .hasSizeBetween(100, 110);
    }
}
