package vigilar.cli;

import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.storage.StorageSettings;

/// The journal of a data folder, opened to be read beside the house that may be running on it.
///
/// @param closing gives the files back
public record OpenJournal(EventJournal journal, EventArchive archive, Runnable closing)
        implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }

    /// Opens the journal of an existing data folder; takes no role lock.
    @FunctionalInterface
    public interface Opener {
        /// @throws CannotStart when there is none
        OpenJournal open(StorageSettings storage);
    }
}
