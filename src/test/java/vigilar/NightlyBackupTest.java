package vigilar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.storage.Backups;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// The house copies itself every night.
class NightlyBackupTest {
    @TempDir Path folder;
    private Instant now = Instant.parse("2026-11-24T03:40:00Z");
    private final InstantSource clock = () -> now;
    private final Health health = new Health(clock);

    @BeforeEach
    void found() {
        SqliteDatabase.open(new StorageSettings(folder)).close();
    }

    private NightlyBackup nightly() {
        return new NightlyBackup(new Backups(folder, clock), health, clock, ZoneOffset.UTC);
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("backups"))) {
            return all.sorted().toList();
        }
    }

    private void lookAt(Instant moment) throws IOException {
        now = moment;
        assertThat(nightly().look()).isTrue();
        // the file system has its own clock
        Files.setLastModifiedTime(copies().getLast(), FileTime.from(moment));
    }

    @Test
    void one_copy_a_night_and_the_last_seven_stay() throws IOException {
        var first = now;
        lookAt(first);
        lookAt(first.plus(Duration.ofHours(20)));
        assertThat(copies()).hasSize(1);
        for (int night = 1; night <= 9; night++) {
            lookAt(first.plus(Duration.ofDays(night)));
        }
        assertThat(copies()).hasSize(7);
        assertThat(copies().getLast().getFileName().toString()).startsWith("nightly-20261203");
    }

    private List<String> names() throws IOException {
        return copies().stream().map(it -> it.getFileName().toString()).toList();
    }

    @Test
    void copies_dated_in_the_future_keep_no_night_without_its_own_and_go_first() throws Exception {
        var wrong = Instant.parse("2099-01-01T03:40:00Z");
        var right = now;
        for (int night = 0; night < 8; night++) {
            lookAt(wrong.plus(Duration.ofDays(night)));
        }
        assertThat(copies()).hasSize(7);
        now = right;
        var nightly = nightly();
        assertThat(nightly.look()).isTrue();
        assertThat(copies()).hasSize(7); // right after a start a clock may be behind: it waits
        now = right.plus(Duration.ofMinutes(10));
        nightly.look();
        now = right.plus(Duration.ofMinutes(20));
        nightly.look(); // one is enough
        assertThat(names()).hasSize(7).startsWith("nightly-20261124-035000.zip");
        for (int night = 1; night <= 6; night++) {
            now = right.plus(Duration.ofDays(night));
            nightly.look();
        }
        assertThat(names()).hasSize(7).allMatch(it -> it.startsWith("nightly-2026"));
    }

    @Test
    void a_failure_is_seen_in_health_and_ends_with_the_next_copy() throws IOException {
        Files.writeString(folder.resolve("backups"), "in the way");
        assertThat(nightly().look()).isFalse();
        assertThat(health.parts().get(NightlyBackup.PART)).isInstanceOf(PartState.Down.class);
        Files.delete(folder.resolve("backups"));
        assertThat(nightly().look()).isTrue();
        assertThat(health.parts().get(NightlyBackup.PART)).isInstanceOf(PartState.Up.class);
    }

    @Test
    void what_a_copy_leaves_out_is_seen_in_health_until_it_has_another_name() throws IOException {
        var odd = Files.createDirectories(folder.resolve("tls")).resolve("back\\slash.pem");
        Files.writeString(odd, "a key");
        assertThat(nightly().look()).isTrue();
        assertThat(health.parts().get(NightlyBackup.PART))
                .asString()
                .contains("Down", "tls/back?slash.pem");
        Files.move(odd, odd.resolveSibling("page.pem"));
        assertThat(nightly().look()).isTrue();
        assertThat(health.parts().get(NightlyBackup.PART)).isInstanceOf(PartState.Up.class);
    }
}
