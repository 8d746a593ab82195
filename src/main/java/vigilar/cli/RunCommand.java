package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Spec;

import vigilar.storage.StorageException;
import vigilar.supervisor.Failures;

import java.util.Optional;
import java.util.concurrent.Callable;

@Command(name = "run", description = "Runs the house until it is told to stop.")
final class RunCommand implements Callable<Integer> {
    private final Services services;
    private final Surroundings surroundings;
    @Mixin private final HouseOptions options = new HouseOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    @Spec
    private CommandLine.Model.CommandSpec spec;

    RunCommand(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var config = options.read(options.said(), surroundings.usualData());
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
        try {
            return new Session(surroundings).live(house, Optional.empty(), options.child);
        } catch (StorageException trouble) {
            if (!trouble.isDamage()) {
                throw trouble;
            }
            surroundings.complain(Failures.inWords(trouble));
            return ExitCode.BROKEN; // the next start mends it, so a service manager shall try
        }
    }
}
