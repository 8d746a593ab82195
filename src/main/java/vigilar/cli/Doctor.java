package vigilar.cli;

import vigilar.config.Settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks at a house, running or not, and changes nothing of what it knows; a store of an older
/// version is brought up to date, as each command does.
@FunctionalInterface
public interface Doctor {
    /// @param mosquittoConf the settings of the Mosquitto that the house uses; empty: nobody knows
    List<Finding> examine(Settings settings, Optional<Path> mosquittoConf);
}
