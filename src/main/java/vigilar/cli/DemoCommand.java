package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import vigilar.config.Config;
import vigilar.config.ConfigKeys;
import vigilar.config.Role;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "demo",
        description = "A simulated house in a temporary folder, on this machine only (--open).")
final class DemoCommand implements Callable<Integer> {
    private final Services services;
    private final Surroundings surroundings;
    @Mixin private final HouseOptions options = new HouseOptions();

    @Option(names = "--quiet-house", description = "No simulated devices.")
    private boolean quiet;

    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    @Spec
    private CommandLine.Model.CommandSpec spec;

    DemoCommand(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var said = new LinkedHashMap<>(options.said());
        said.put(ConfigKeys.OPEN, true);
        var first = options.read(said, surroundings.usualData());
        Ports.evade(first, ConfigKeys.HTTP, first.settings().web().http(), said);
        if (first.settings().bus().external().isEmpty() && brokerIsOurs(first)) {
            Ports.evade(first, ConfigKeys.MQTT, first.settings().bus().mqtt(), said);
        }
        Optional<Path> folder =
                first.says(ConfigKeys.DATA) ? Optional.empty() : Optional.of(ScratchFolder.make());
        folder.ifPresent(path -> said.put(ConfigKeys.DATA, path.toString()));
        var config = options.read(said, surroundings.usualData());
        var guest = new DemoGuest(services, surroundings, config, quiet, folder);
        try {
            var roles = options.roles(config, spec);
            var settings = config.settings();
            var house =
                    options.processes
                            ? new ManyProcesses(config, options.config, roles, surroundings)
                            : new OneProcess(
                                    services.house().build(settings, roles),
                                    settings,
                                    roles,
                                    surroundings.stop());
            return new Session(surroundings).live(house, Optional.of(guest), options.child);
        } finally {
            guest.close();
        }
    }

    private boolean brokerIsOurs(Config config) {
        return options.roles(config, spec).contains(Role.BROKER);
    }
}
