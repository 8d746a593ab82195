package vigilar.bench.torture;

import vigilar.bench.field.Await;
import vigilar.bench.field.House;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// strace on a running process, to make its system calls fail for a while.
final class Tracer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Process process;

    private Tracer(Process process) {
        this.process = process;
    }

    /// Attaches to whatever of the house stores messages: the process of intake, and that of its
    /// own broker if that is another one. Returns once all threads are held.
    static Tracer onStorage(House house, String... words) {
        var pids =
                Stream.of("broker", "intake")
                        .filter(role -> role.equals("intake") || house.hasRole(role))
                        .map(role -> house.role(role).pid())
                        .distinct()
                        .toList();
        return on(pids, words);
    }

    private static Tracer on(List<Long> pids, String... words) {
        var command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
        command.addAll(List.of(words));
        pids.forEach(pid -> command.addAll(List.of("-p", Long.toString(pid))));
        try {
            var tracer =
                    new Tracer(
                            new ProcessBuilder(command)
                                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                                    .start());
            Await.until(
                    "strace is attached",
                    PATIENCE,
                    () -> {
                        if (!tracer.process.isAlive()) {
                            throw new Trouble("strace may not attach, or ended early");
                        }
                        for (long pid : pids) {
                            if (!isTraced(pid)) {
                                return false;
                            }
                        }
                        return true;
                    });
            return tracer;
        } catch (IOException failure) {
            throw new Trouble("strace does not start", failure);
        }
    }

    /// Whether we may: a system may allow it to root or to parents only.
    static boolean canAttach() {
        var asleep = Damage.run(List.of("sleep", Long.toString(PATIENCE.toSeconds())));
        try (var _ = on(List.of(asleep.pid()), "-e", "trace=fsync")) {
            return true;
        } catch (Trouble refused) {
            return false;
        } finally {
            asleep.destroyForcibly();
        }
    }

    private static boolean isTraced(long pid) throws IOException {
        try (var threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (var thread : threads.toList()) {
                if (Files.readString(thread.resolve("status")).contains("TracerPid:\t0\n")) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Lets go of the process, which goes on.
    @Override
    public void close() {
        process.destroy(); // SIGTERM: it detaches
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Trouble("strace does not let go");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }
}
