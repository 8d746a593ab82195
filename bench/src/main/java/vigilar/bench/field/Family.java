package vigilar.bench.field;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process that we started and all below it, as `/proc` shows them.
final class Family {
    private final ProcessHandle eldest;

    Family(ProcessHandle eldest) {
        this.eldest = eldest;
    }

    /// The eldest first.
    List<ProcessHandle> members() {
        var all = new ArrayList<ProcessHandle>();
        all.add(eldest);
        try (var below = eldest.descendants()) {
            below.forEach(all::add);
        }
        return all.stream().filter(ProcessHandle::isAlive).toList();
    }

    /// The JVMs among them: not a tracer, nor the shell before it became one.
    List<ProcessHandle> javas() {
        return members().stream().filter(it -> words(it).contains("vigilar.Main")).toList();
    }

    /// The one that runs with `--roles role`.
    Optional<ProcessHandle> withRole(String role) {
        return javas().stream()
                .filter(
                        it -> {
                            var words = words(it);
                            int at = words.indexOf("--roles");
                            return at >= 0 && words.get(at + 1).equals(role);
                        })
                .findFirst();
    }

    private static List<String> words(ProcessHandle process) {
        try {
            return List.of(
                    Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    /// SIGKILL to all of them, the eldest first, so that nobody starts anybody again.
    void kill() {
        var all = members();
        all.forEach(ProcessHandle::destroyForcibly);
        // whoever was born in between
        members().forEach(ProcessHandle::destroyForcibly);
        for (var each : all) {
            Await.until("the end of process " + each.pid(), House.END, () -> !isThere(each.pid()));
        }
    }

    /// A zombie of somebody else's is no longer there: it holds neither files nor ports.
    private static boolean isThere(long pid) throws IOException {
        var stat = Path.of("/proc/" + pid + "/stat");
        if (!Files.exists(stat)) {
            return false;
        }
        var line = Files.readString(stat);
        return line.charAt(line.lastIndexOf(')') + 2) != 'Z';
    }

    static void signal(String name, ProcessHandle to) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start();
            if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new Trouble("no signal " + name + " to process " + to.pid());
            }
        } catch (IOException failure) {
            throw new Trouble("no signal " + name, failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    Figures figures() {
        return javas().stream().map(it -> figures(it.pid())).reduce(Figures.NONE, Figures::plus);
    }

    private static Figures figures(long pid) {
        var folder = Path.of("/proc/" + pid);
        try (Stream<Path> files = Files.list(folder.resolve("fd"))) {
            long open = files.count();
            long kilobytes = 0;
            long threads = 0;
            for (var line : Files.readAllLines(folder.resolve("status"))) {
                if (line.startsWith("VmRSS:")) {
                    kilobytes = number(line);
                } else if (line.startsWith("Threads:")) {
                    threads = number(line);
                }
            }
            return new Figures(kilobytes / 1024, open, threads, 1);
        } catch (IOException gone) {
            return Figures.NONE;
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
    }
}
