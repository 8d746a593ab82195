package vigilar.cli;

import picocli.CommandLine.Command;

import java.util.Optional;
import java.util.concurrent.Callable;

@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        // The jar's manifest has it; classes in a folder are somebody at work on the program.
        var version = VersionCommand.class.getPackage().getImplementationVersion();
        surroundings
                .out()
                .println(
                        "vigilar "
                                + Optional.ofNullable(version).orElse("(from a folder)")
                                + ", Java "
                                + Runtime.version());
        return ExitCode.OK;
    }
}
