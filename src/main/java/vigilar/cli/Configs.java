package vigilar.cli;

import vigilar.config.Complaint;
import vigilar.config.Config;
import vigilar.config.Key;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Settings or the end: what all commands do with a config that cannot hold.
final class Configs {
    /// Set by the launcher of the installed package: the settings of the house of this machine.
    private static final String INSTALLED = "vigilar.config";

    private Configs() {}

    /// For a command that works on the house of this machine: the file that was named, else the one
    /// that the package has installed. Not for those that start a house.
    static Optional<Path> ofTheHouse(Optional<Path> named) {
        return named.or(() -> Optional.ofNullable(System.getProperty(INSTALLED)).map(Path::of));
    }

    /// @throws CannotStart with all complaints, one a line
    static Config read(Optional<Path> file, Map<Key<?>, Object> said, Path usualData) {
        return switch (Config.read(file, said, usualData)) {
            case Config.Outcome.Understood(var config) -> config;
            case Config.Outcome.Refused(var complaints) ->
                    throw new CannotStart(
                            complaints.stream()
                                    .map(Complaint::toString)
                                    .collect(Collectors.joining("\n")));
        };
    }
}
