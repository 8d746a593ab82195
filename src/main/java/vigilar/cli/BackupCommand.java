package vigilar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import vigilar.storage.Backups;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `backup`: a copy of the house while it runs.
@Command(
        name = "backup",
        description =
                "Copies the house into one file, while it runs or not; without FILE into backups of"
                        + " the data folder. Not in it: pictures and the embedded broker's queue.")
final class BackupCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private final DataFolder folder = new DataFolder();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A new file, such as house.zip.")
    private Optional<Path> file = Optional.empty();

    BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var backups = new Backups(folder.find(surroundings).dataFolder(), Clock.systemUTC());
        try {
            var target = file.isPresent() ? file.get() : backups.name("house");
            backups.make(target);
            surroundings.out().println(target);
            backups.leavesOut()
                    .forEach(it -> surroundings.complain("not in it, for its odd name: " + it));
            return ExitCode.OK;
        } catch (IOException failure) {
            throw new CannotStart("no backup was made: " + FileTrouble.inWords(failure), failure);
        }
    }
}
