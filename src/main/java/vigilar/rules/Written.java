package vigilar.rules;

import vigilar.journal.SqlCursor;
import vigilar.storage.StorageException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Waits for what this room writes.
final class Written {
    private Written() {}

    /// Until it is durable.
    ///
    /// @throws SqlCursor.Overtaken when another process was faster, and nothing was written
    /// @throws StorageException when it could not be stored
    static <T> T now(CompletableFuture<T> write) {
        try {
            return write.join();
        } catch (CompletionException failed) {
            throw switch (failed.getCause()) {
                case StorageException why when why.getCause() instanceof SqlCursor.Overtaken it ->
                        it;
                case StorageException why -> why;
                case null, default -> failed;
            };
        }
    }
}
