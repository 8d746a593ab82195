package vigilar.access;

import vigilar.event.Occurrence;
import vigilar.journal.EventJournal;
import vigilar.journal.RowChanges;
import vigilar.storage.StorageException;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Writes that are waited for, with what is said about them.
final class Writes {
    private Writes() {}

    /// Thrown inside a unit: undo it, and say why.
    static final class Undone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Undone(String why) {
            super(why);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    /// @throws StorageException as the store says it
    static <T> T await(CompletableFuture<T> writing) {
        try {
            return writing.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StorageException why ? why : failed;
        }
    }

    /// Rows and event together, or neither.
    static Change change(EventJournal journal, Occurrence said, RowChanges rows) {
        try {
            await(journal.append(List.of(said), rows));
            return new Change.Done();
        } catch (StorageException failed) {
            if (failed.getCause() instanceof Undone undone) {
                return new Change.Refused(undone.why());
            }
            throw failed;
        }
    }
}
