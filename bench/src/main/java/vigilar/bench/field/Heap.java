package vigilar.bench.field;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// The heap of a JVM, as the tool that every JDK brings shows it. What is resident says little of a
/// leak: a heap grows to its bound with what nobody needs, and only a collection shows what stays.
final class Heap {
    private static final Path TOOL = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    /// 20 s: a collection of 256 MB takes less than one on a busy machine.
    private static final int PATIENCE_SECONDS = 20;

    /// Four times: this collector gives a heap that became too large back in steps, the whole of it
    /// with the fourth collection.
    private static final String COLLECT = "GC.run\nGC.run\nGC.run\nGC.run\nGC.heap_info\n";

    private static final Pattern USED = Pattern.compile(" total (\\d+)K, used (\\d+)K");

    private static final long KILO = 1024;

    private Heap() {}

    /// Has all collected that nobody needs.
    ///
    /// @return what is left; empty if it cannot be asked
    static Optional<Collected> collect(long pid) {
        if (!Files.isExecutable(TOOL)) {
            return Optional.empty();
        }
        try {
            var script = Files.createTempFile("heap", "");
            var answer = Files.createTempFile("heap", "");
            try {
                Files.writeString(script, COLLECT);
                var tool =
                        new ProcessBuilder(
                                        List.of(
                                                TOOL.toString(),
                                                Long.toString(pid),
                                                "-f",
                                                script.toString()))
                                .redirectErrorStream(true)
                                .redirectOutput(answer.toFile())
                                .start();
                if (!tool.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    tool.destroyForcibly();
                    return Optional.empty();
                }
                return used(Files.readString(answer));
            } finally {
                Files.delete(script);
                Files.delete(answer);
            }
        } catch (IOException failure) {
            throw new Trouble("cannot ask for the heap", failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    private static Optional<Collected> used(String told) {
        var found = USED.matcher(told);
        var all = Collected.NOTHING;
        while (found.find()) {
            long total = KILO * Long.parseLong(found.group(1));
            long used = KILO * Long.parseLong(found.group(2));
            all = all.plus(new Collected(used, total - used));
        }
        return all.inUse() == 0 ? Optional.empty() : Optional.of(all);
    }
}
