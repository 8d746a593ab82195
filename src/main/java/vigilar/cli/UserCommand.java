package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import vigilar.access.Change;
import vigilar.access.People;
import vigilar.access.Person;
import vigilar.access.PersonName;
import vigilar.access.Standing;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// `user …`: the people of the house, for whoever has its machine. Works beside the running house
/// and without it, and is how an owner who forgot the password comes in again.
@Command(name = "user", description = "Adds, lists and changes the people of the house.")
final class UserCommand {
    private UserCommand() {}

    static CommandLine with(Services services, Surroundings surroundings) {
        return new CommandLine(new UserCommand())
                .addSubcommand(new All(services, surroundings))
                .addSubcommand(new Add(services, surroundings))
                .addSubcommand(new Passwd(services, surroundings))
                .addSubcommand(new Disable(services, surroundings))
                .addSubcommand(new Enable(services, surroundings));
    }

    /// What the five have in common: one data folder, one answer.
    private abstract static class OnPeople implements Callable<Integer> {
        final Services services;
        final Surroundings surroundings;
        @Mixin private final DataFolder folder = new DataFolder();

        OnPeople(Services services, Surroundings surroundings) {
            this.services = services;
            this.surroundings = surroundings;
        }

        final int withPeople(Function<People, Integer> work) {
            try (var open = services.people().open(folder.find(surroundings))) {
                return work.apply(open.people());
            }
        }

        final int change(String said, Function<People, Change> work) {
            return withPeople(
                    people ->
                            switch (work.apply(people)) {
                                case Change.Done _ -> {
                                    surroundings.out().println(said);
                                    yield ExitCode.OK;
                                }
                                case Change.Refused(var why) -> throw new CannotStart(why);
                            });
        }
    }

    private abstract static class OnOne extends OnPeople {
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        @Parameters(paramLabel = "NAME", description = "What the person signs in with.")
        private String name;

        OnOne(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        final PersonName name() {
            return PersonName.typed(name)
                    .orElseThrow(
                            () ->
                                    new CannotStart(
                                            "a name has 1 to 32 letters a to z, digits, '.', '_'"
                                                    + " or '-', and begins with a letter or"
                                                    + " digit"));
        }
    }

    @Command(name = "list", description = "Everybody, one a line: name, standing, disabled or not.")
    private static final class All extends OnPeople {
        All(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            return withPeople(
                    people -> {
                        people.all().forEach(this::say);
                        return ExitCode.OK;
                    });
        }

        private void say(Person person) {
            var line =
                    "%-32s  %-8s  %s"
                            .formatted(
                                    person.name(),
                                    word(person.standing()),
                                    person.disabled() ? "disabled" : "");
            surroundings.out().println(line.stripTrailing());
        }
    }

    private static String word(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    @Command(
            name = "add",
            description = "Adds somebody; asks for the password, or reads it from the input.")
    private static final class Add extends OnOne {
        @Option(
                names = "--as",
                paramLabel = "STANDING",
                description = "owner, resident or viewer; a viewer when nothing is said.")
        private Optional<Standing> standing = Optional.empty();

        Add(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            var name = name();
            var as = standing.orElse(Standing.VIEWER); // least rights
            var password = PasswordEntry.read(surroundings);
            return change(
                    "%s can sign in, as %s".formatted(name, word(as)),
                    people -> people.add(name, as, password));
        }
    }

    @Command(
            name = "passwd",
            description = "Sets a new password and ends the person's sessions; API tokens stay.")
    private static final class Passwd extends OnOne {
        Passwd(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            var name = name();
            var password = PasswordEntry.read(surroundings);
            return change(
                    name + " has a new password; where " + name + " was signed in, it is asked for",
                    people -> people.setPassword(name, password, Optional.empty()));
        }
    }

    @Command(
            name = "disable",
            description = "Keeps somebody out from now on; ends sessions and API tokens.")
    private static final class Disable extends OnOne {
        Disable(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            var name = name();
            return change(
                    name + " cannot come in any more", people -> people.setDisabled(name, true));
        }
    }

    @Command(name = "enable", description = "Lets somebody in again who was disabled.")
    private static final class Enable extends OnOne {
        Enable(Services services, Surroundings surroundings) {
            super(services, surroundings);
        }

        @Override
        public Integer call() {
            var name = name();
            return change(name + " can sign in again", people -> people.setDisabled(name, false));
        }
    }
}
