package vigilar.storage;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/// The store of one house in one SQLite file, `vigilar.db` in the data folder. Other processes may
/// write the same file. Safe for any number of threads.
///
/// A write that finds the queue full waits there; a read waits for one of a few connections. Units
/// must not begin or end transactions. Nothing is synced less than fully: a kept promise survives a
/// loss of power.
public final class SqliteDatabase implements Database {
    /// 2 s: sooner than anybody looks at the page and wonders; a look is two stats of a file.
    private static final Duration WATCH_EVERY = Duration.ofSeconds(2);

    /// 3 s: on a disk that is nearly full small writes may pass where large ones do not, so a trial
    /// says nothing while the house itself is still being refused.
    private static final Duration QUIET = Duration.ofSeconds(3);

    /// 7 s: the patience with another process's lock, and some.
    private static final Duration TRIAL_PATIENCE = SqliteFile.BUSY_PATIENCE.plusSeconds(2);

    private final SqliteFile file;
    private final UnitQueue queue;
    private final SqliteWriter writer;
    private final SqliteReaders readers;
    private final SqliteReaders slowReaders;
    private final Thread thread;
    private final AtomicReference<@Nullable String> damage = new AtomicReference<>();

    private SqliteDatabase(SqliteFile file) {
        this.file = file;
        queue = new UnitQueue();
        writer = new SqliteWriter(file, queue, this::noticeDamage);
        readers = new SqliteReaders(file, writer::refuseAnother);
        slowReaders = new SqliteReaders(file, writer::refuseAnother);
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

    /// True if there is something to open in the data folder; changes nothing.
    public static boolean isThere(StorageSettings settings) {
        return Files.exists(new SqliteFile(settings.dataFolder()).path());
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
        return readBy(readers, query);
    }

    @Override
    public Database unhurried() {
        return new Unhurried(this);
    }

    <T> T readSlowly(Function<Handle, T> query) {
        return readBy(slowReaders, query);
    }

    private <T> T readBy(SqliteReaders lane, Function<Handle, T> query) {
        try {
            return writer.canReadHere(thread) ? writer.readHere(query) : lane.read(query);
        } catch (StorageException trouble) {
            noticeDamage(trouble);
            throw trouble;
        }
    }

    @Override
    public void onCommit(Runnable told) {
        writer.onCommit(told);
    }

    /// Tells at once, and then every 2 s, why nothing can be stored at the moment; empty: all is
    /// well. After a refused write it tries one of its own, so that trouble which is over is told
    /// to be over even in a quiet house. Until interrupted.
    public void watch(Consumer<Optional<String>> told) throws InterruptedException {
        while (true) {
            told.accept(trouble());
            Thread.sleep(WATCH_EVERY);
        }
    }

    /// Why nothing can be stored at the moment, in words; empty when all is well.
    Optional<String> trouble() {
        if (writer.trouble().isPresent() && writer.refusedBefore(QUIET) && queue.size() == 0) {
            try {
                write(SqliteDatabase::touch).get(TRIAL_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException _) {
                return writer.trouble(); // it says why
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        return writer.trouble().or(writer::isMissing).or(this::writerGone);
    }

    /// Only after an error of the machine itself: then nothing is written any more, and silence
    /// would look like health.
    private Optional<String> writerGone() {
        return thread.isAlive()
                ? Optional.empty()
                : Optional.of(file.path() + ": the writer has stopped; start Vigilar again");
    }

    /// A real write: a page of the file goes through the log to the disk.
    private static int touch(Handle handle) {
        return handle.execute("UPDATE head SET last_id = last_id");
    }

    /// Why only a new start helps: the file is damaged, as whoever read or wrote has met, or
    /// another process has put a sound one in its place; empty: all is well.
    public Optional<String> damage() {
        return Optional.ofNullable(damage.get()).or(writer::isReplaced);
    }

    /// The system's number of the file that is open, if a strange one lies there beside its log.
    Optional<String> right() {
        return writer.right();
    }

    /// A check found it.
    public void sayDamaged(String what) {
        damage.compareAndSet(null, file.path() + ": " + what);
    }

    private void noticeDamage(StorageException trouble) {
        if (trouble.isDamage()) {
            damage.compareAndSet(null, trouble.inWords());
        }
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
        slowReaders.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
