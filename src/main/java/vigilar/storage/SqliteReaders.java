package vigilar.storage;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The connections that read, opened when first needed.
final class SqliteReaders implements AutoCloseable {
    /// 4: two cores do no more work with more of them; the others wait their turn.
    static final int MOST = 4;

    /// 10 s: who waits longer than a person would is told so instead.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SqliteFile file;
    private final Semaphore free = new Semaphore(MOST, true);
    private final Deque<Handle> idle = new ArrayDeque<>();
    private boolean closed;

    SqliteReaders(SqliteFile file) {
        this.file = file;
    }

    <T> T read(Function<Handle, T> query) {
        waitForTurn();
        try {
            var handle = take();
            boolean sound = false;
            try {
                var answer = inOneState(handle, query);
                sound = true;
                return answer;
            } finally {
                giveBack(handle, sound);
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

    private <T> T inOneState(Handle handle, Function<Handle, T> query) {
        try {
            handle.execute("BEGIN");
            try {
                return query.apply(handle);
            } finally {
                handle.execute("ROLLBACK"); // nothing was written
            }
        } catch (JdbiException failure) {
            throw Trouble.with(file.path(), failure);
        }
    }

    private Handle take() {
        synchronized (idle) {
            if (closed) {
                throw new StorageException(file.path() + " is closed");
            }
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        try {
            var handle = Jdbi.create(file.openToRead()).open();
            handle.setStatementBuilder(new KeptStatements());
            return handle;
        } catch (SQLException failure) {
            throw Trouble.with(file.path(), failure);
        }
    }

    private void giveBack(Handle handle, boolean sound) {
        synchronized (idle) {
            if (sound && !closed) {
                idle.push(handle);
                return;
            }
        }
        handle.close();
    }

    /// Closes the idle ones; one that is reading right now closes when it is done.
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(Handle::close);
            idle.clear();
        }
    }
}
