package vigilar.bench.torture;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import vigilar.bench.field.Trouble;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `./torture`: runs cases and prints what became of the house.
@Command(
        name = "torture",
        description = "Faults, on purpose.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Torture implements Callable<Integer> {
    private static final int WELL = 0;
    private static final int NOT_WELL = 1;
    private static final int BAD_WORDS = 64;

    @Parameters(
            arity = "0..*",
            paramLabel = "CASE",
            description = "quick (when nothing is said), full, list, or names of cases")
    private List<String> words = new ArrayList<>();

    @Option(names = "--bus", paramLabel = "URL", description = "this broker instead of ours")
    private @Nullable String bus;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the outcomes there too")
    private @Nullable Path json;

    @Option(names = "--seed", description = "repeats a run; else by the clock")
    private long seed = System.currentTimeMillis() % 1_000_000;

    @Option(names = "--long", description = "named cases with as many rounds as full has")
    private boolean many;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Torture()).execute(args));
    }

    @Override
    public Integer call() {
        if (words.contains("list")) {
            Cases.all().forEach(it -> System.out.println(it.name() + "\n    " + it.promise()));
            return WELL;
        }
        var chosen = new LinkedHashSet<TortureCase>();
        for (var word : words.isEmpty() ? List.of("quick") : words) {
            switch (word) {
                case "quick" -> chosen.addAll(Cases.quick());
                case "full" -> chosen.addAll(Cases.all());
                default -> {
                    var named = Cases.named(word);
                    if (named.isEmpty()) {
                        System.err.println("torture: no case is called " + word + "; see list");
                        return BAD_WORDS;
                    }
                    chosen.add(named.get());
                }
            }
        }
        return run(List.copyOf(chosen));
    }

    private int run(List<TortureCase> cases) {
        var size = many || words.contains("full") ? Grounds.Size.FULL : Grounds.Size.QUICK;
        var progress = new Progress(System.err, isWatched());
        var program = Path.of(System.getProperty("vigilar.program", "."));
        System.err.println("torture: --seed " + seed);
        var outcomes = new ArrayList<Outcome>();
        long began = System.nanoTime();
        var grounds = new Grounds(program, Optional.ofNullable(bus), seed, size, progress);
        try {
            for (var each : cases) {
                outcomes.add(told(each, grounds, progress));
                if (json != null) { // now: nobody waits for hours to find that all of it is gone
                    write(json, outcomes);
                }
            }
        } finally {
            Table.of(outcomes).forEach(System.out::println);
            System.out.printf(
                    "%d cases in %.0f s, --seed %d%n",
                    outcomes.size(), (System.nanoTime() - began) / 1e9, seed);
            boolean well = outcomes.stream().noneMatch(Torture::isFailure);
            grounds.close(well && outcomes.size() == cases.size());
        }
        return outcomes.stream().anyMatch(Torture::isFailure) ? NOT_WELL : WELL;
    }

    private static boolean isFailure(Outcome outcome) {
        return outcome.result() == Outcome.Result.FAILED;
    }

    private static Outcome told(TortureCase each, Grounds grounds, Progress progress) {
        progress.begin(each.name());
        long began = System.nanoTime();
        var outcome = run(each, grounds);
        progress.end(
                "%-8s %s (%.0f s)"
                        .formatted(
                                outcome.result(), each.name(), (System.nanoTime() - began) / 1e9));
        if (isFailure(outcome)) {
            // the table comes in hours, and not at all if somebody ends it before
            outcome.notes().forEach(it -> System.err.println("  " + it));
        }
        return outcome;
    }

    private static void write(Path file, List<Outcome> outcomes) {
        try {
            new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), outcomes);
        } catch (JacksonException failure) {
            System.err.println("torture: cannot write " + file + ": " + failure.getMessage());
        }
    }

    @SuppressWarnings("SystemConsoleNull") // older settings of the JDK still say null
    private static boolean isWatched() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// Whatever a case meets is the end of that case only.
    private static Outcome run(TortureCase each, Grounds grounds) {
        try {
            var outcome = each.run(grounds).called(each.name());
            if (outcome.result() == Outcome.Result.FAILED) {
                grounds.abandonShared(); // what it did to its house is nobody else's failure
            }
            return outcome;
        } catch (Trouble trouble) {
            grounds.abandonShared();
            return Outcome.failed(each.name(), String.valueOf(trouble.getMessage()));
        } catch (RuntimeException defect) {
            defect.printStackTrace();
            grounds.abandonShared();
            return Outcome.failed(each.name(), "a defect of the case itself: " + defect);
        }
    }
}
