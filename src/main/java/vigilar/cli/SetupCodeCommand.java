package vigilar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/// `setup-code`: for whoever did not see the one of the first start.
@Command(
        name = "setup-code",
        description = "A new code with which the page makes the first owner; the old one is void.")
final class SetupCodeCommand implements Callable<Integer> {
    private final Services services;
    private final Surroundings surroundings;
    @Mixin private final DataFolder folder = new DataFolder();

    SetupCodeCommand(Services services, Surroundings surroundings) {
        this.services = services;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (var open = services.people().open(folder.find(surroundings))) {
            var code =
                    open.access()
                            .newSetupCode()
                            .orElseThrow(
                                    () ->
                                            new CannotStart(
                                                    "this house has an owner already: sign in, or"
                                                        + " set a new password with 'vigilar user"
                                                        + " passwd NAME'"));
            surroundings.out().println(code.text());
            return ExitCode.OK;
        }
    }
}
