package vigilar.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.event.EventId;
import vigilar.storage.Child;
import vigilar.storage.ReadyStore;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;
import vigilar.storage.StoreCheck;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class RetentionCrashTest {
    private static final int OLD = 4_000;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7})
    void a_kill_while_events_are_removed_leaves_a_sound_store_and_the_next_round_goes_on(int steps)
            throws Exception {
        try (var database = ReadyStore.open(folder)) {
            var longAgo = Instant.now().minus(Duration.ofDays(400));
            var all = new ArrayList<>(Samples.some(0));
            for (int i = 0; i < OLD; i++) {
                all.add(Samples.one("door-" + i % 3, longAgo.plusSeconds(i)));
            }
            for (int i = 0; i < 5; i++) {
                all.add(Samples.one("door-" + i % 3, Instant.now()));
            }
            SqlJournal.open(database).append(all, RowChanges.NONE).join();
        }
        try (var child = Child.start(Remover.class, folder.toString())) {
            for (int removed = 0; removed < steps; ) {
                removed += "removing".equals(child.line()) ? 1 : 0;
            }
            child.kill(); // within a step, or right after it
        }
        assertThat(broken()).isEmpty();
        try (var database = ReadyStore.open(folder)) {
            assertThat(count(database)).isGreaterThan(5);
            retention(database, (_, _) -> {}).round();
            assertThat(count(database)).isEqualTo(5);
            assertThat(SqlJournal.open(database).floor()).isEqualTo(new EventId(OLD));
        }
        assertThat(broken()).isEmpty();
    }

    private List<String> broken() throws InterruptedException {
        return new StoreCheck(folder, JournalRules.ALL, false).run().all();
    }

    private static long count(SqliteDatabase database) {
        return database.read(
                it -> it.createQuery("SELECT count(*) FROM event").mapTo(Long.class).one());
    }

    private static Retention retention(SqliteDatabase database, WithPruned with) {
        var year = Duration.ofDays(365);
        var settings = new KeepingSettings(year.multipliedBy(3), year, 1L << 30);
        return new Retention(database, settings, Clock.systemUTC(), with);
    }

    static final class Remover {
        static void main(String[] args) throws InterruptedException {
            var database = SqliteDatabase.open(new StorageSettings(Path.of(args[0])));
            retention(
                            database,
                            (_, _) -> {
                                System.out.println("removing");
                                System.out.flush();
                            })
                    .round();
        }
    }
}
