package vigilar.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// What the process tests run as a child: appends its process id to a file, says that it is ready
/// and waits; stops when its standard input ends.
final class TinyProgram {
    private TinyProgram() {}

    /// Words: the file for process ids, then how to behave: `well`, `refuse` or `deaf` (to
    /// SIGTERM).
    static void main(String[] words) throws IOException, InterruptedException {
        if (words[1].equals("refuse")) {
            System.err.println("I will not");
            System.exit(78);
        }
        if (words[1].equals("parent")) {
            parent(words[0]);
        }
        var pids = Path.of(words[0]);
        if (words[1].equals("deaf")) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> awaitForEver(new CountDownLatch(1))));
        }
        ParentWatch.start(System.in, () -> Runtime.getRuntime().halt(0));
        Files.writeString(
                pids,
                ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        System.out.println("ready http://127.0.0.1:1234");
        System.err.println("something for the log");
        awaitForEver(new CountDownLatch(1));
    }

    /// Keeps a well-behaved child, as `--processes` does, until somebody kills this process.
    private static void parent(String pids) throws IOException, InterruptedException {
        var processes = new Processes(System.err::println);
        var _ = processes.startWave(List.of(new ProcessesTest.Plan("child", pids, "well")));
        processes.run();
    }

    private static void awaitForEver(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
