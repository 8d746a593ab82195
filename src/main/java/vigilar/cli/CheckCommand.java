package vigilar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import vigilar.storage.StorageException;
import vigilar.storage.StoreCheck;
import vigilar.text.PlainText;

import java.util.List;
import java.util.concurrent.Callable;

/// `check`: is the store sound?
@Command(
        name = "check",
        description =
                "Looks through the whole store, beside a running house too, and changes nothing."
                        + " Exit 1 and a list when something is wrong.")
final class CheckCommand implements Callable<Integer> {
    private final Services services;
    private final Surroundings surroundings;
    @Mixin private final DataFolder folder = new DataFolder();

    CheckCommand(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        var check = services.check().apply(folder.find(surroundings));
        var found = findings(check);
        var out = surroundings.out(); // names of devices must not steer a terminal
        found.forEach(line -> out.println(PlainText.of(line)));
        if (found.isEmpty()) {
            out.println("all is well");
        }
        return found.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    private static List<String> findings(StoreCheck check) throws InterruptedException {
        try {
            if (!check.isOfThisVersion()) {
                throw new CannotStart(
                        "the store is of another version of Vigilar; start the house once, then"
                                + " check");
            }
            return check.run().all();
        } catch (StorageException trouble) {
            if (trouble.isDamage()) {
                return List.of(String.valueOf(trouble.getMessage()));
            }
            throw trouble;
        }
    }
}
