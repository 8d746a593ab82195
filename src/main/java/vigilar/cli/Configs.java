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
    private Configs() {}

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
