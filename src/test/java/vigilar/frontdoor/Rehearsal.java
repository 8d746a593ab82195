package vigilar.frontdoor;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the many starts of the tests cheap: one start is remembered as an AOT cache (JEP 514), and
/// the others take half the time. It changes nothing of what they do; where no cache comes of it
/// they only start as slowly as ever. Only where `vigilar.rehearse` is set, as the build does: for
/// a single class it would take longer than it saves.
final class Rehearsal {
    /// 120 s: the cache is written as the process ends, which takes some 10 s, more when it is
    /// busy.
    private static final int WRITING_SECONDS = 120;

    private static final String TEST_CLASSES = System.getProperty("java.class.path");

    /// Once for all tests of this JVM; whoever comes meanwhile waits for it.
    private static final class Once {
        static final List<String> OPTIONS = rehearse();
    }

    private Rehearsal() {}

    /// `-cp` and what goes with it.
    static List<String> options() {
        return Boolean.getBoolean("vigilar.rehearse") ? Once.OPTIONS : List.of("-cp", TEST_CLASSES);
    }

    /// The same for a house that tests make of our classes and theirs, which come last: so the
    /// cache still fits.
    static List<String> optionsWithTests() {
        var all = new ArrayList<>(options());
        all.set(1, all.get(1) + File.pathSeparator + ownFolder());
        return all;
    }

    private static String ownFolder() {
        var source = Rehearsal.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(source.toString())).toString();
    }

    private static List<String> rehearse() {
        try {
            var folder = Files.createTempDirectory("vigilar-rehearsal");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            var classes = List.of("-cp", onlyJars(folder));
            var cache = folder.resolve("rehearsed.aot");
            try (var house = play(folder, with(classes, "-XX:AOTCacheOutput=" + cache))) {
                var process = ProcessHandle.of(house.pid()).orElseThrow();
                process.destroy();
                process.onExit().get(WRITING_SECONDS, TimeUnit.SECONDS);
            }
            return Files.exists(cache) ? with(classes, "-XX:AOTCache=" + cache) : classes;
        } catch (Exception failed) {
            throw new AssertionError("the rehearsal of the house failed", failed);
        }
    }

    private static HouseProcess play(Path folder, List<String> classes) {
        var house =
                HouseProcess.starting(
                        folder,
                        classes,
                        "run",
                        "--open",
                        "--data",
                        folder.resolve("data").toString(),
                        "--http",
                        "127.0.0.1:0",
                        "--mqtt",
                        "127.0.0.1:0");
        house.awaitReady();
        for (var page : List.of("/", "/api/events", "/heard", "/readyz")) {
            house.answer(page);
        }
        return house;
    }

    private static List<String> with(List<String> classes, String option) {
        return Stream.concat(classes.stream(), Stream.of(option)).toList();
    }

    /// The class path of the tests with our own classes packed: a cache knows no folders.
    private static String onlyJars(Path folder) {
        var own = folder.resolve("vigilar.jar").toString();
        var jar = ToolProvider.findFirst("jar").orElseThrow();
        int exit = jar.run(System.out, System.err, "-c0f", own, "-C", "target/classes", ".");
        if (exit != 0) {
            throw new AssertionError("jar ended with " + exit);
        }
        var all = TEST_CLASSES.split(File.pathSeparator, -1);
        return Stream.concat(Stream.of(own), Stream.of(all).filter(it -> it.endsWith(".jar")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            System.err.println("left behind: " + folder + ": " + left);
        }
    }
}
