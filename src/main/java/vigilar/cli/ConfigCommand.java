package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import vigilar.arming.Advice;

import java.util.concurrent.Callable;

/// `config check` and `config show`, with the options of `run`, so that one can see what they do.
@Command(name = "config", description = "Checks or shows the settings.")
final class ConfigCommand {
    private ConfigCommand() {}

    static CommandLine with(Surroundings surroundings) {
        return new CommandLine(new ConfigCommand())
                .addSubcommand(new Check(surroundings))
                .addSubcommand(new Show(surroundings));
    }

    @Command(name = "check", description = "Says what is wrong with the settings.")
    private static final class Check implements Callable<Integer> {
        private final Surroundings surroundings;
        @Mixin private final HouseOptions options = new HouseOptions();

        Check(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            var settings = options.read(options.said(), surroundings.usualData()).settings();
            var advice = Advice.on(settings.panel());
            advice.forEach(it -> surroundings.out().println("warning: " + it));
            surroundings
                    .out()
                    .println(
                            advice.isEmpty()
                                    ? "the settings are fine"
                                    : "the settings can be used; see the warnings");
            return ExitCode.OK;
        }
    }

    @Command(name = "show", description = "Prints the settings in force; no secrets.")
    private static final class Show implements Callable<Integer> {
        private final Surroundings surroundings;
        @Mixin private final HouseOptions options = new HouseOptions();

        Show(Surroundings surroundings) {
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            var config = options.read(options.said(), surroundings.usualData());
            surroundings.out().print(config.toml());
            return ExitCode.OK;
        }
    }
}
