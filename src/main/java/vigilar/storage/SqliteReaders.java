package vigilar.storage;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

import vigilar.storage.SqliteConnection.Word;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Connections that read, opened when first needed: one lane of the two that a store has.
final class SqliteReaders implements AutoCloseable {
    /// 4: two cores do no more work with more of them; the others wait their turn.
    static final int MOST = 4;

    /// 10 s: who waits longer than a person would is told so instead.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SqliteFile file;
    private final Runnable beforeOpening;
    private final Semaphore free = new Semaphore(MOST, true);
    private final Deque<SqliteConnection> idle = new ArrayDeque<>();
    private boolean closed;

    /// @param beforeOpening throws when no connection may be opened now
    SqliteReaders(SqliteFile file, Runnable beforeOpening) {
        this.file = file;
        this.beforeOpening = beforeOpening;
    }

    <T> T read(Function<Handle, T> query) {
        waitForTurn();
        try {
            var connection = take();
            boolean sound = false;
            try {
                var answer = inOneState(connection, query);
                sound = true;
                return answer;
            } finally {
                giveBack(connection, sound);
            }
        } finally {
            free.release();
        }
    }

    private void waitForTurn() {
        try {
            if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StorageException(
                        "%s: too many are reading; none of %d readers was free for %d s"
                                .formatted(file.path(), MOST, PATIENCE.toSeconds()));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StorageException("stopped while waiting to read " + file.path(), stop);
        }
    }

    private <T> T inOneState(SqliteConnection connection, Function<Handle, T> query) {
        try {
            connection.say(Word.BEGIN);
            try {
                return query.apply(connection.handle());
            } finally {
                connection.say(Word.ROLLBACK); // nothing was written
            }
        } catch (JdbiException | SQLException failure) {
            throw Trouble.with(file.path(), failure);
        }
    }

    private SqliteConnection take() {
        synchronized (idle) {
            if (closed) {
                throw new StorageException(file.path() + " is closed");
            }
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        beforeOpening.run();
        try {
            return new SqliteConnection(file.openToRead());
        } catch (SQLException failure) {
            throw Trouble.with(file.path(), failure);
        }
    }

    private void giveBack(SqliteConnection connection, boolean sound) {
        synchronized (idle) {
            if (sound && !closed) {
                idle.push(connection);
                return;
            }
        }
        connection.close();
    }

    /// Closes the idle ones; one that is reading right now closes when it is done.
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(SqliteConnection::close);
            idle.clear();
        }
    }
}
