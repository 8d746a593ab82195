package vigilar.cli;

import vigilar.access.People;
import vigilar.storage.StorageSettings;

/// The people of a data folder, opened beside the house that may be running on it: what is changed
/// here holds there at once.
///
/// @param closing gives the files back
public record OpenPeople(People people, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }

    /// Opens the people of an existing data folder; takes no role lock.
    @FunctionalInterface
    public interface Opener {
        /// @throws CannotStart when there is none
        OpenPeople open(StorageSettings storage);
    }
}
