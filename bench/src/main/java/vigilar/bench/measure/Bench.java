package vigilar.bench.measure;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.json.JsonMapper;

import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// `./benchmark`: measures, prints a table, and says which targets are reached.
@Command(
        name = "benchmark",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every target that was measured is reached",
            "1:a target is missed or cannot be compared, or a figure could not be measured",
            "64:unknown words on the command line"
        },
        description = "How fast a house is, next to what people would use instead.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class Bench implements Callable<Integer> {
    private static final int WELL = 0;
    private static final int NOT_WELL = 1;
    private static final int BAD_WORDS = 64;

    /// 10 s between two lines of progress in a log.
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Path HOME = Path.of(System.getProperty("vigilar.program", "."));

    @Parameters(
            arity = "0..*",
            paramLabel = "FIGURE",
            description = "Names of figures, or list; nothing: all.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--with-peers", description = "Measures others in the same run.")
    private boolean withPeers;

    @Option(names = "--runs", description = "Of each load and contender.")
    private int runs = 5;

    @Option(names = "--seconds", description = "Length of a run.")
    private int seconds = 10;

    @Option(names = "--events", description = "In the large store.")
    private long events = 10_000_000;

    @Option(
            names = "--program",
            paramLabel = "FOLDER",
            description = "With the launcher to be measured: bin of an unpacked package, for one.")
    private Path program = HOME;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the readings there too.")
    private @Nullable Path json;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        var all = Figures.all();
        if (words.contains("list")) {
            all.forEach(it -> System.out.println(it.name() + "\n    " + it.says()));
            return WELL;
        }
        for (var word : words) {
            if (all.stream().noneMatch(it -> it.name().equals(word))) {
                System.err.println("benchmark: no figure is called " + word + "; see list");
                return BAD_WORDS;
            }
        }
        if (withPeers && !peersAreThere()) {
            return NOT_WELL;
        }
        var chosen =
                words.isEmpty()
                        ? all
                        : all.stream().filter(it -> words.contains(it.name())).toList();
        return measure(chosen);
    }

    private static boolean peersAreThere() {
        var missing = (SimpleContender.missing() + " " + NchanContender.missing()).strip();
        if (!missing.isEmpty()) {
            System.err.println(
                    "benchmark: --with-peers needs: sudo apt-get install --no-install-recommends "
                            + missing);
        }
        return missing.isEmpty();
    }

    private int measure(List<Figure> chosen) throws IOException {
        var readings = new ArrayList<Reading>();
        var judgements = new ArrayList<Judgement>();
        var failures = new ArrayList<String>();
        Consumer<String> progress = isWatched() ? Bench::onTerminal : nowAndThen();
        try (var ground =
                new Ground(
                        HOME,
                        program.toAbsolutePath(),
                        Files.createTempDirectory("vigilar-benchmark"),
                        withPeers,
                        runs,
                        Duration.ofSeconds(seconds),
                        events,
                        progress)) {
            for (var figure : chosen) {
                try {
                    var these = figure.measure(ground);
                    var verdicts = judge(figure, these);
                    progress.accept("");
                    Table.of(figure, these, verdicts).forEach(System.out::println);
                    readings.addAll(these);
                    judgements.addAll(verdicts);
                } catch (Trouble trouble) {
                    failures.add(figure.name() + ": " + trouble.getMessage());
                    System.out.println(failures.getLast());
                }
            }
        }
        if (json != null) {
            write(json, readings, judgements, failures);
        }
        return exitCode(judgements, failures);
    }

    private static List<Judgement> judge(Figure figure, List<Reading> readings) {
        return figure.targets().stream()
                .flatMap(it -> it.judge(figure.name(), readings).stream())
                .toList();
    }

    /// @param failures figures that could not be measured
    static int exitCode(List<Judgement> judgements, List<String> failures) {
        return failures.isEmpty() && judgements.stream().noneMatch(Judgement::fails)
                ? WELL
                : NOT_WELL;
    }

    private void write(
            Path file, List<Reading> readings, List<Judgement> judgements, List<String> failures) {
        new JsonMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(
                        file.toFile(),
                        Map.of(
                                "at",
                                Instant.now().toString(),
                                "cores",
                                Runtime.getRuntime().availableProcessors(),
                                "runs",
                                runs,
                                "seconds",
                                seconds,
                                "readings",
                                readings,
                                "verdicts",
                                judgements,
                                "failures",
                                failures));
    }

    @SuppressWarnings("SystemConsoleNull") // older settings of the JDK still say null
    private static boolean isWatched() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// Where no terminal is, a line now and then, so that a log tells that it goes on.
    private static Consumer<String> nowAndThen() {
        var last = new AtomicLong(System.nanoTime() - PAUSE_NANOS);
        return line -> {
            long now = System.nanoTime();
            if (!line.isEmpty() && now - last.get() >= PAUSE_NANOS) {
                last.set(now);
                System.err.println(line);
            }
        };
    }

    private static void onTerminal(String line) {
        System.err.print("\r\u001b[K" + line);
        System.err.flush();
    }
}
