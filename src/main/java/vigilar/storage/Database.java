package vigilar.storage;

import org.jdbi.v3.core.Handle;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// The store of one house: one writer with group commit, readers beside it. Safe for any number of
/// threads.
public interface Database extends AutoCloseable {
    /// The part's name on the health board.
    String PART = "storage";

    /// Runs the unit in the next group commit, behind its own savepoint. Completes once it is
    /// durable; fails with a [StorageException] when it is not, and then nothing of it was kept. A
    /// unit may run twice.
    <T> CompletableFuture<T> write(Function<Handle, T> unit);

    /// Reads one consistent state. Must not write: that is refused, or, for who reads while being
    /// told of a commit, undone.
    <T> T read(Function<Handle, T> query);

    /// The same store for work that may take seconds: searches, looks back through years, sums over
    /// all events. Its reads have connections of their own, so that whoever must be quick, as the
    /// alarm panel must, never stands in line behind them. To close it closes the store.
    Database unhurried();

    /// Calls `told` after each commit, on the writer's thread, before the futures of that commit
    /// complete. Must not block.
    void onCommit(Runnable told);

    @Override
    void close();
}
