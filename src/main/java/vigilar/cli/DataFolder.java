package vigilar.cli;

import picocli.CommandLine.Option;

import vigilar.config.ConfigKeys;
import vigilar.config.Key;
import vigilar.config.Settings;
import vigilar.storage.StorageSettings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;

/// The options that name the house whose data folder a command works on.
final class DataFolder {
    @Option(names = "--config", paramLabel = "FILE", description = "Read the settings from here.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
    private Optional<String> data = Optional.empty();

    /// The folder as it is named, there or not.
    ///
    /// @throws CannotStart when the settings cannot hold
    StorageSettings wanted(Surroundings surroundings) {
        return read(surroundings).storage();
    }

    private Settings read(Surroundings surroundings) {
        var said = new LinkedHashMap<Key<?>, Object>();
        data.ifPresent(text -> said.put(ConfigKeys.DATA, text));
        return Configs.read(Configs.ofTheHouse(config), said, surroundings.usualData()).settings();
    }

    /// @throws CannotStart when the settings cannot hold or the folder is not there
    StorageSettings find(Surroundings surroundings) {
        return settings(surroundings).storage();
    }

    /// All settings of the house there, as far as they are in the file and not said at its start.
    ///
    /// @throws CannotStart when the settings cannot hold or the folder is not there
    Settings settings(Surroundings surroundings) {
        var settings = read(surroundings);
        var folder = settings.storage().dataFolder();
        if (!Files.isDirectory(folder)) {
            throw new CannotStart(
                    "there is no data folder "
                            + folder
                            + ": name the one of the house with --data DIR");
        }
        return settings;
    }
}
