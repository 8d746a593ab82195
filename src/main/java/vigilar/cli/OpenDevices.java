package vigilar.cli;

import vigilar.access.DeviceTopics;
import vigilar.access.Devices;
import vigilar.config.Settings;

/// The devices' logins of a data folder, opened beside the house that may be running on it.
///
/// @param topics what they may use
/// @param closing gives the files back
public record OpenDevices(Devices devices, DeviceTopics topics, Runnable closing)
        implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }

    /// Opens the logins of an existing data folder; takes no role lock.
    @FunctionalInterface
    public interface Opener {
        /// @throws CannotStart when there is none
        OpenDevices open(Settings settings);
    }
}
