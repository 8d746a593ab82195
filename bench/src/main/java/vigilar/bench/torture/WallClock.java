package vigilar.bench.torture;

import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The wall clock of the house jumps while it runs; the clock that only goes forward does not.
final class WallClock {
    /// An hour back as when summer ends, a day forward, long ago as without a battery, beyond 2038.
    private static final List<String> JUMPS =
            List.of("-3600", "+86400", "@2040-02-01 00:00:00", "@1970-01-02 00:00:00", "+0");

    /// 300 messages at each time.
    private static final int AT_EACH = 300;

    /// 10 s: without the library it takes one.
    private static final int PROBE_SECONDS = 10;

    private WallClock() {}

    static Optional<Path> library() {
        return Stream.of(
                        "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
                        "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
                        "/usr/lib64/faketime/libfaketimeMT.so.1")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
    }

    /// Whether a house starts under it: some versions of the library stop a JVM of many threads.
    static boolean works(Grounds grounds) {
        var plan = under(grounds.plan());
        var builder =
                new ProcessBuilder(grounds.program().resolve("vigilar").toString(), "version")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(plan.environment());
        try {
            var process = builder.start();
            boolean ended = process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException failure) {
            throw new Trouble("the launcher does not start", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    static HousePlan under(HousePlan plan) {
        var clock = clockOf(plan.scratch());
        set(clock, "+0");
        return plan.in(
                Map.of(
                        "LD_PRELOAD",
                        library().orElseThrow().toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        clock.toString(),
                        "FAKETIME_CACHE_DURATION",
                        "1",
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1"));
    }

    private static Path clockOf(Path scratch) {
        return scratch.resolve("clock");
    }

    private static void set(Path clock, String time) {
        try {
            var next = clock.resolveSibling("clock.next");
            Files.writeString(next, time + "\n");
            Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new Trouble("the clock cannot be set", failure);
        }
    }

    /// Through all of the jumps, and back.
    static List<String> jumps(Traffic traffic, Random chance) {
        var wrong = new ArrayList<String>();
        for (var jump : JUMPS) {
            set(clockOf(traffic.house().scratch()), jump);
            traffic.more(AT_EACH);
            traffic.recovered();
        }
        return wrong;
    }
}
