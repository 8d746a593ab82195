package vigilar.storage;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.storage.SqliteConnection.Word;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/// The one thread that writes. It commits what waits as a group: one sync for all of it, each unit
/// behind its own savepoint.
///
/// A connection whose commit failed is closed, never used again: after a failed sync the system may
/// call the lost pages clean, and a second try on the same file handle would succeed falsely.
final class SqliteWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);

    private final SqliteFile file;
    private final UnitQueue queue;
    private final Consumer<StorageException> troubled;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong commits = new AtomicLong();
    private @Nullable SqliteConnection open; // the writer's thread only
    private volatile @Nullable Presence present; // of the files first opened, for life
    private boolean between; // the writer's thread only: after a commit, before the next group
    private volatile long refusedAtNanos;
    private volatile Optional<String> trouble = Optional.empty();

    /// @param troubled hears of each refused group
    SqliteWriter(SqliteFile file, UnitQueue queue, Consumer<StorageException> troubled) {
        this.file = file;
        this.queue = queue;
        this.troubled = troubled;
    }

    void onCommit(Runnable told) {
        listeners.add(told);
    }

    long commits() {
        return commits.get();
    }

    /// Why the last group was refused; empty when it was not.
    Optional<String> trouble() {
        return trouble;
    }

    /// True if that was so long ago that things may have changed since.
    boolean refusedBefore(Duration past) {
        return System.nanoTime() - refusedAtNanos > past.toNanos();
    }

    @Override
    public void run() {
        List<Unit<?>> group = List.of();
        try {
            for (group = queue.takeGroup(); !group.isEmpty(); group = queue.takeGroup()) {
                write(group);
                group.forEach(Unit::tell);
            }
        } finally {
            queue.close();
            failAll(group, new StorageException("the writer of " + file.path() + " has stopped"));
            group.forEach(Unit::tell); // without effect on promises that were kept
            var left = queue.takeGroup();
            while (!left.isEmpty()) { // only after an Error: else all were drained
                failAll(left, new StorageException("the writer has stopped; start again"));
                left.forEach(Unit::tell);
                left = queue.takeGroup();
            }
            drop();
        }
    }

    private void write(List<Unit<?>> group) {
        try {
            var connection = connection();
            connection.say(Word.BEGIN_WRITING);
            for (var unit : group) {
                alone(connection, unit);
            }
            connection.say(Word.COMMIT);
            seeThatItIsStillThere();
        } catch (JdbiException | SQLException | GroupLost | StorageException failure) {
            var inWords = Trouble.with(file.path(), failure);
            refusedAtNanos = System.nanoTime();
            trouble = Optional.ofNullable(inWords.getMessage());
            troubled.accept(inWords);
            LOG.warn("{} writes were refused: {}", group.size(), inWords.getMessage());
            failAll(group, inWords);
            drop();
            return;
        }
        trouble = Optional.empty();
        commits.incrementAndGet();
        between = true;
        listeners.forEach(this::tell);
        between = false;
    }

    private void alone(SqliteConnection connection, Unit<?> unit) throws SQLException {
        connection.say(Word.BEGIN_UNIT);
        try {
            unit.runOn(connection.handle());
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
            // whatever a unit may throw, its neighbours go on: these errors are its own as well
            if (Trouble.behind(failure).isPresent()) {
                throw new GroupLost(failure); // of the file, not of the unit
            }
            connection.say(Word.UNDO_UNIT);
            unit.failedWith(
                    failure instanceof StorageException ready
                            ? ready
                            : new StorageException(
                                    "one write was refused: " + failure.getMessage(), failure));
        }
        connection.say(Word.END_UNIT);
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
            // the commit stands: its promises must be kept
            LOG.error("a listener failed after a commit", failure);
        }
    }

    /// True on the writer's thread while listeners hear of a commit: then a read may use
    /// [#readHere] and waits for nobody.
    boolean canReadHere(Thread writer) {
        return Thread.currentThread() == writer && between;
    }

    /// Should the query write, that is rolled back. No `PRAGMA query_only` around it: each change
    /// of a flag makes SQLite prepare all statements of the connection again.
    <T> T readHere(Function<Handle, T> query) {
        try {
            var connection = connection();
            connection.say(Word.BEGIN);
            try {
                return query.apply(connection.handle());
            } finally {
                connection.say(Word.ROLLBACK);
            }
        } catch (JdbiException | SQLException failure) {
            drop();
            throw Trouble.with(file.path(), failure);
        }
    }

    private SqliteConnection connection() throws SQLException {
        var connection = open;
        if (connection == null) {
            refuseAnother();
            connection = new SqliteConnection(file.open());
            open = connection;
        }
        return connection;
    }

    /// @throws StorageException when a new connection would meet another file than the first did
    void refuseAnother() {
        var known = present;
        if (known != null) {
            known.refuseAnother();
        }
    }

    /// What happened to the files, if they are no longer there.
    Optional<String> isMissing() {
        var known = present;
        return known == null ? Optional.empty() : known.trouble();
    }

    /// That another file lies in their place, if it is so.
    Optional<String> isReplaced() {
        var known = present;
        return known == null ? Optional.empty() : known.replaced();
    }

    /// The system's number of the right file, if a strange one lies beside the log of that.
    Optional<String> right() {
        var known = present;
        return known == null ? Optional.empty() : known.right();
    }

    /// Before a promise is kept: a commit to a file that nobody can find again is none.
    ///
    /// The first files are remembered for life. Should others lie there later, readers still have
    /// the old ones, and a mixture of both would do harm: only a new start helps.
    private void seeThatItIsStillThere() {
        if (present == null) {
            present = Presence.of(file.path());
        }
        var missing = isMissing();
        if (missing.isPresent()) {
            throw new StorageException(missing.get());
        }
    }

    /// Closing rolls back what was not committed.
    private void drop() {
        var connection = open;
        open = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (JdbiException failure) {
                LOG.warn("closing {} failed: {}", file.path(), failure.getMessage());
            }
        }
    }

    private static void failAll(List<Unit<?>> group, StorageException failure) {
        group.forEach(unit -> unit.failedWith(failure));
    }

    /// A failure that takes the whole group with it.
    private static final class GroupLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GroupLost(Throwable cause) {
            super(cause);
        }
    }
}
