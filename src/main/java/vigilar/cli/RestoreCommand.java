package vigilar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import vigilar.config.Role;
import vigilar.storage.Backups;
import vigilar.storage.RoleLock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;

/// `restore`: the way back.
@Command(
        name = "restore",
        description = "Makes a data folder out of a backup. Everybody signs in again afterwards.")
final class RestoreCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private final DataFolder folder = new DataFolder();

    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    @Parameters(paramLabel = "FILE", description = "What backup made.")
    private Path file;

    @Option(
            names = {"--force", "--replace"},
            description = "Put aside the house that is in the data folder; it stays beside it.")
    private boolean replace;

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var data = folder.wanted(surroundings).dataFolder();
        if (Files.isDirectory(data)) {
            for (var role : Role.values()) {
                if (RoleLock.held(data, role.word())) {
                    throw new CannotStart(
                            "the house in %s runs (%s): stop it first"
                                    .formatted(data, role.word()));
                }
            }
        }
        try {
            var aside = new Backups(data, Clock.systemUTC()).restore(file, replace);
            surroundings.out().println("restored to " + data);
            if (!aside.equals(data)) {
                surroundings.out().println("what was there lies in " + aside);
            }
            return ExitCode.OK;
        } catch (IOException failure) {
            throw new CannotStart(failure.getMessage() + "; nothing was changed", failure);
        }
    }
}
