package vigilar.storage;

import org.jdbi.v3.core.Handle;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The store of one house in one SQLite file, `vigilar.db` in the data folder. Other processes may
/// write the same file. Safe for any number of threads.
///
/// A write that finds the queue full waits there; a read waits for one of a few connections. Units
/// must not begin or end transactions. Nothing is synced less than fully: a kept promise survives a
/// loss of power.
public final class SqliteDatabase implements Database {
    private final SqliteFile file;
    private final UnitQueue queue;
    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final Thread thread;

    private SqliteDatabase(SqliteFile file) {
        this.file = file;
        queue = new UnitQueue();
        writer = new SqliteWriter(file, queue);
        readers = new SqliteReaders(file);
        // a platform thread: it spends its life inside SQLite, where a virtual one is pinned
        thread = Thread.ofPlatform().name("storage-writer").daemon().unstarted(writer);
    }

    /// Makes the folder and the file where they are missing, brings the tables up to date and
    /// starts the writer.
    ///
    /// @throws StorageException in words, when the folder or the file cannot be used
    public static SqliteDatabase open(StorageSettings settings) {
        var file = new SqliteFile(settings.dataFolder());
        file.prepare();
        var database = new SqliteDatabase(file);
        database.thread.start();
        return database;
    }

    @Override
    public <T> CompletableFuture<T> write(Function<Handle, T> work) {
        var unit = new Unit<T>(work);
        if (!queue.add(unit, Thread.currentThread() == thread)) {
            unit.failedWith(new StorageException(file.path() + " is closed"));
            unit.tell();
        }
        return unit.promise();
    }

    @Override
    public <T> T read(Function<Handle, T> query) {
        return writer.canReadHere(thread) ? writer.readHere(query) : readers.read(query);
    }

    @Override
    public void onCommit(Runnable told) {
        writer.onCommit(told);
    }

    /// Commits since the start.
    public long commits() {
        return writer.commits();
    }

    /// Units waiting for the writer.
    public int waiting() {
        return queue.size();
    }

    /// Writes what still waits, then closes. Never interrupts the writer.
    @Override
    public void close() {
        queue.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true; // half a close would leave the file open behind us
            }
        }
        readers.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
