package vigilar.cli;

import vigilar.bus.BusException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/// The program with a house that does nothing, for tests that need real processes and signals.
final class TestProgram {
    private TestProgram() {}

    static void main(String[] words) {
        var usual = Surroundings.ofThisProcess();
        var surroundings =
                new Surroundings(
                        usual.out(),
                        usual.err(),
                        usual.in(),
                        usual.environment(),
                        Path.of("/none"),
                        Again.ourselves("vigilar.cli.TestProgram"),
                        usual.stop());
        var services =
                new Services(
                        (settings, roles) ->
                                new FakeHouse(settings, roles, new ArrayList<>(), Optional.empty()),
                        _ -> {
                            throw new CannotStart("no journal in this test");
                        },
                        _ -> {
                            throw new CannotStart("no people in this test");
                        },
                        _ -> {
                            throw new CannotStart("no logins in this test");
                        },
                        _ -> {
                            throw new CannotStart("no rules in this test");
                        },
                        (_, _, _, _) -> {
                            throw new CannotStart("nothing to try in this test");
                        },
                        (_, _) -> {
                            throw new CannotStart("no doctor in this test");
                        },
                        _ -> {
                            throw new CannotStart("nothing to check in this test");
                        },
                        _ -> {
                            throw new BusException("no devices in this test");
                        },
                        _ -> {
                            throw new BusException("no broker in this test");
                        },
                        _ -> {
                            throw new CannotStart("nobody listens in this test");
                        });
        System.exit(new CommandLineRoom(services, surroundings).run(words));
    }
}
