package vigilar.cli;

import vigilar.event.SourceId;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.storage.StorageSettings;

import java.util.Map;
import java.util.function.Supplier;

/// The journal of a data folder, opened to be read beside the house that may be running on it.
///
/// @param areas where people say that devices stand
/// @param closing gives the files back
public record OpenJournal(
        EventJournal journal,
        EventArchive archive,
        Supplier<Map<SourceId, String>> areas,
        Runnable closing)
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
