package vigilar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import vigilar.config.Role;
import vigilar.storage.Restoration;
import vigilar.storage.RoleLock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
            description = "Put aside the house that is in the data folder, into a folder in it.")
    private boolean replace;

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var data = folder.wanted(surroundings).dataFolder();
        var restoration = new Restoration(data, Clock.systemUTC());
        var roles = new ArrayList<RoleLock>();
        try {
            if (Files.isDirectory(data)) { // else nobody can run in it
                hold(data, roles);
            }
            var aside = restoration.from(file, replace);
            surroundings.out().println("restored to " + data);
            aside.ifPresent(it -> surroundings.out().println("what was there lies in " + it));
            return ExitCode.OK;
        } catch (IOException failure) {
            throw new CannotStart(
                    FileTrouble.inWords(failure)
                            + (restoration.isBegun()
                                    ? "; it has begun: remove the cause, and the next start or"
                                            + " restore ends it"
                                    : "; nothing was changed"),
                    failure);
        } finally {
            roles.forEach(RoleLock::close);
        }
    }

    /// No house may start in it while its files change.
    private static void hold(Path data, List<RoleLock> held) {
        for (var role : Role.values()) {
            held.add(
                    RoleLock.take(data, role.word())
                            .orElseThrow(
                                    () ->
                                            new CannotStart(
                                                    "the house in %s runs (%s): stop it first"
                                                            .formatted(data, role.word()))));
        }
    }
}
