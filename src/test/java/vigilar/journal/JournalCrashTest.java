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

import java.nio.file.Path;
import java.util.OptionalLong;

class JournalCrashTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 400})
    void what_was_promised_is_there_after_the_process_was_killed(int promises) throws Exception {
        long promised = 0;
        try (var child = Child.start(Appender.class, folder.toString())) {
            for (int i = 0; i < promises; i++) {
                promised = nextPromise(child).orElseThrow();
            }
            child.kill(); // in the midst of its appends
            for (var last = nextPromise(child); last.isPresent(); last = nextPromise(child)) {
                promised = Math.max(promised, last.getAsLong());
            }
        }
        try (var database = ReadyStore.open(folder)) {
            var journal = SqlJournal.open(database);
            assertThat(journal.head().sequence()).isGreaterThanOrEqualTo(promised);
            var kept = EventJournalContract.follow(journal, (int) journal.head().sequence());
            assertThat(kept).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(0);
            var next = journal.append(Samples.some(1), RowChanges.NONE).join();
            assertThat(next).containsExactly(new EventId(kept.getLast() + 1));
        }
    }

    /// The child's log stands between its promises.
    private static OptionalLong nextPromise(Child child) throws Exception {
        for (var line = child.line(); line != null; line = child.line()) {
            if (line.matches("promised [0-9]+")) {
                return OptionalLong.of(Long.parseLong(line.substring("promised ".length())));
            }
        }
        return OptionalLong.empty();
    }

    static final class Appender {
        static void main(String[] args) {
            var journal =
                    SqlJournal.open(SqliteDatabase.open(new StorageSettings(Path.of(args[0]))));
            while (true) {
                var _ =
                        journal.append(Samples.some(3), RowChanges.NONE)
                                .thenAccept(
                                        ids -> {
                                            System.out.println(
                                                    "promised " + ids.getLast().sequence());
                                            System.out.flush();
                                        });
            }
        }
    }
}
