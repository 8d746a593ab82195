package vigilar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import vigilar.arming.Hindsight;
import vigilar.rules.RuleBook;
import vigilar.rules.RuleLookback;
import vigilar.rules.RuleWords;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/// `rules show`, `rules use FILE`: the rules of a house as a file. They work beside the running
/// house, which takes new rules up at once.
final class RuleFileCommands {
    private RuleFileCommands() {}

    static CommandLine addTo(CommandLine rules, Services services, Surroundings surroundings) {
        return rules.addSubcommand(new Show(services, surroundings))
                .addSubcommand(new Use(services, surroundings));
    }

    /// @throws CannotStart when it cannot be read, in words
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new CannotStart(FileTrouble.inWords(failure), failure);
        }
    }

    /// What rules would have done, line by line.
    static void tell(
            OpenRules open, RuleBook book, Instant begin, Instant end, Surroundings surroundings) {
        var seen = new AtomicLong();
        RuleLookback.Result result;
        try (var _ = Progress.of(surroundings.err(), () -> "%,d events".formatted(seen.get()))) {
            result = open.past().look(book.rules(), begin, end, seen::set);
        }
        var out = surroundings.out();
        complain(book, surroundings);
        out.printf("since %s: %,d events%n", RulesCommand.TIME.format(begin), result.events());
        out.printf(
                "rules would have been set off %s; they were %s%n",
                Hindsight.times(result.all()), Hindsight.times(result.did()));
        for (var rule : book.rules()) {
            out.printf(
                    "  %s: %s%n",
                    rule.name(), Hindsight.times(result.counts().getOrDefault(rule.name(), 0)));
        }
        for (var would : result.would()) {
            out.printf(
                    "  %s  %s  %s%n",
                    RulesCommand.TIME.format(would.at()), would.rule(), would.what());
        }
        if (result.all() > result.would().size()) {
            out.printf("  and %,d more%n", result.all() - result.would().size());
        }
    }

    private static void complain(RuleBook book, Surroundings surroundings) {
        book.complaints().forEach(it -> surroundings.err().println("a rule does not run: " + it));
        book.hints().forEach(it -> surroundings.err().println("not all of a rule is done: " + it));
    }

    @Command(name = "show", description = "Prints the rules of the house, as somebody wrote them.")
    private static final class Show implements Callable<Integer> {
        private final Services services;
        private final Surroundings surroundings;
        @Mixin private final DataFolder folder = new DataFolder();

        Show(Services services, Surroundings surroundings) {
            this.services = services;
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            try (var open = services.rules().open(folder.settings(surroundings))) {
                var view = open.desk().view();
                surroundings.out().print(view.text());
                complain(view.book(), surroundings);
                return view.book().complaints().isEmpty() ? ExitCode.OK : ExitCode.FOUND;
            }
        }
    }

    @Command(
            name = "use",
            description =
                    "Takes the rules of a file in the place of those of the house. One that is"
                            + " wrong does not run; the others do.")
    private static final class Use implements Callable<Integer> {
        private final Services services;
        private final Surroundings surroundings;
        @Mixin private final DataFolder folder = new DataFolder();

        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        @Parameters(paramLabel = "FILE", description = "[[rule]] blocks, in TOML.")
        private Path file;

        Use(Services services, Surroundings surroundings) {
            this.services = services;
            this.surroundings = surroundings;
        }

        @Override
        public Integer call() {
            var text = text(file);
            try (var open = services.rules().open(folder.settings(surroundings))) {
                if (open.desk().read(text).isNoneRight()) {
                    complain(open.desk().read(text), surroundings);
                    throw new CannotStart("no rule in " + file + " is right: nothing was changed");
                }
                var book = open.desk().write(text, "");
                for (var rule : book.rules()) {
                    surroundings
                            .out()
                            .printf(
                                    "%s%n  when: %s%n  then: %s%n",
                                    rule.name(), RuleWords.when(rule), RuleWords.then(rule));
                }
                complain(book, surroundings);
                return book.complaints().isEmpty() ? ExitCode.OK : ExitCode.FOUND;
            } catch (IllegalArgumentException tooLong) {
                throw new CannotStart(file + ": " + tooLong.getMessage(), tooLong);
            }
        }
    }
}
