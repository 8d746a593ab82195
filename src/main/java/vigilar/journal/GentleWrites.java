package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.storage.Database;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Changes that nobody waits for, in small units with pauses, so that whoever stores an event is
/// not held up.
final class GentleWrites {
    /// 20 ms between two units, and four times as long as the last one took: at most a fifth of the
    /// writer's time is ours, however slow the disk.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final int PAUSE_TIMES = 4;

    private final Database database;

    GentleWrites(Database database) {
        this.database = database;
    }

    /// Runs the unit and pauses.
    ///
    /// @throws vigilar.storage.StorageException when it could not be written
    <T> T write(Function<Handle, T> unit) throws InterruptedException {
        long began = System.nanoTime();
        try {
            var done = database.write(unit).join();
            var pause = Duration.ofNanos(System.nanoTime() - began).multipliedBy(PAUSE_TIMES);
            Thread.sleep(pause.compareTo(PAUSE) > 0 ? pause : PAUSE);
            return done;
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException why ? why : failed;
        }
    }
}
