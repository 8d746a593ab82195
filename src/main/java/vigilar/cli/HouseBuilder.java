package vigilar.cli;

import vigilar.config.Role;
import vigilar.config.Settings;

import java.util.Set;

/// Builds the parts of the house that the roles name. Building connects, starts and reads nothing.
@FunctionalInterface
public interface HouseBuilder {
    House build(Settings settings, Set<Role> roles);
}
