package vigilar.cli;

import vigilar.config.Role;
import vigilar.config.Settings;

import java.nio.file.Files;
import java.util.Set;

/// All roles in this process.
final class OneProcess implements Running {
    private final House house;
    private final Settings settings;
    private final Set<Role> roles;
    private final Stop stop;

    OneProcess(House house, Settings settings, Set<Role> roles, Stop stop) {
        this.house = house;
        this.settings = settings;
        this.roles = roles;
        this.stop = stop;
    }

    @Override
    public Ready start() {
        if (Files.notExists(settings.storage().dataFolder())) {
            Ports.demandFree(
                    settings, roles); // before the folder is made: a refusal changes nothing
        }
        house.claim();
        Ports.demandFree(settings, roles);
        house.start();
        return new Ready(
                house.http(), house.mqtt(), house.setupCode(), settings.web().tls().isPresent());
    }

    @Override
    public void stay() throws InterruptedException {
        stop.await();
    }

    @Override
    public void close() {
        house.close();
    }
}
