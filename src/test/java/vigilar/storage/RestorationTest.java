package vigilar.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

class RestorationTest {
    private static final List<String> OLD = List.of("vigilar.db", "vigilar.db-wal", "secret/key");
    private static final List<String> NEW = List.of("vigilar.db", "secret/key", "tls/key");

    @TempDir Path folder;

    private void put(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String at(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /// How many of the entries were moved when the power went.
    @ParameterizedTest
    @CsvSource({"clearing,0", "clearing,1", "clearing,2", "cleared,0", "cleared,1", "cleared,2"})
    void a_restore_that_was_cut_off_is_ended_by_the_next_start(String phase, int moved)
            throws IOException {
        boolean cleared = phase.equals("cleared");
        put("locks/intake.lock", "");
        put("backups/nightly.zip", "a copy");
        for (int i = 0; i < OLD.size(); i++) {
            put((cleared || i < moved ? "before-1/" : "") + OLD.get(i), "old");
        }
        for (int i = 0; i < NEW.size(); i++) {
            put((cleared && i < moved ? "" : ".restore7/") + NEW.get(i), "new");
        }
        put("restoring", phase + "\n.restore7\nbefore-1\n");

        new Restoration(folder, Clock.systemUTC()).finishBegun();

        for (var name : NEW) {
            assertThat(at(name)).as(name).isEqualTo("new");
        }
        for (var name : OLD) {
            assertThat(at("before-1/" + name)).as(name).isEqualTo("old");
        }
        assertThat(at("backups/nightly.zip")).isEqualTo("a copy");
        assertThat(folder.resolve("vigilar.db-wal")).doesNotExist();
        assertThat(folder.resolve("restoring")).doesNotExist();
        assertThat(folder.resolve(".restore7")).doesNotExist();
    }

    @Test
    void a_house_comes_back_from_a_copy_in_its_own_folder() throws IOException {
        new SqliteFile(folder).prepare();
        put("secret/key", "old");
        var backups = new Backups(folder, Clock.systemUTC());
        var copy = backups.name("house");
        backups.make(copy);
        put("secret/key", "changed");

        var aside = new Restoration(folder, Clock.systemUTC()).from(copy, true).orElseThrow();

        assertThat(at("secret/key")).isEqualTo("old");
        assertThat(aside.getParent()).isEqualTo(folder);
        assertThat(Files.readString(aside.resolve("secret/key"))).isEqualTo("changed");
        assertThat(copy).exists();
        assertThat(new Restoration(folder, Clock.systemUTC()).from(copy, true)).isPresent();
    }

    @Test
    void a_power_cut_during_a_restore_forgets_no_move() throws Exception {
        put("vigilar.db", "old");
        put(".restore7/vigilar.db", "new");
        put("restoring", "clearing\n.restore7\nbefore-1\n");

        var forced = Forced.during(() -> new Restoration(folder, Clock.systemUTC()).finishBegun());

        assertThat(forced)
                .containsSubsequence(
                        folder.resolve("before-1"), // what was there
                        folder.resolve("restoring-draft"),
                        folder,
                        folder); // and what comes
    }

    @Test
    void a_strange_note_moves_nothing() throws IOException {
        put("vigilar.db", "old");
        put("restoring", "clearing\n../../etc\nbefore-1\n");
        var restoration = new Restoration(folder, Clock.systemUTC());
        assertThatThrownBy(restoration::finishBegun).isInstanceOf(StorageException.class);
        assertThat(at("vigilar.db")).isEqualTo("old");
    }
}
