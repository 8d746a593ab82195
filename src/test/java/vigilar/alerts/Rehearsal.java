package vigilar.alerts;

import vigilar.frontdoor.HouseProcess;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes many starts of the same process cheap: one start is remembered as an AOT cache (JEP 514),
/// and the others take half the time. It changes nothing of what they do; where no cache comes of
/// it they only start as slowly as ever.
final class Rehearsal {
    /// 120 s: the cache is written as the process ends, which takes some 10 s, more when it is
    /// busy.
    private static final int WRITING_SECONDS = 120;

    private Rehearsal() {}

    /// Options of a JVM that has rehearsed.
    ///
    /// @param start starts the process with these options
    /// @param play what it does before it ends
    static List<String> options(
            Path folder, Function<List<String>, HouseProcess> start, Consumer<HouseProcess> play)
            throws Exception {
        var classes = List.of("-cp", onlyJars(folder));
        var cache = folder.resolve("rehearsed.aot");
        try (var house = start.apply(with(classes, "-XX:AOTCacheOutput=" + cache))) {
            house.awaitReady();
            play.accept(house);
            var process = ProcessHandle.of(house.pid()).orElseThrow();
            process.destroy();
            process.onExit().get(WRITING_SECONDS, TimeUnit.SECONDS);
        }
        return Files.exists(cache) ? with(classes, "-XX:AOTCache=" + cache) : classes;
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
        var all = System.getProperty("java.class.path").split(File.pathSeparator, -1);
        return Stream.concat(Stream.of(own), Stream.of(all).filter(it -> it.endsWith(".jar")))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
