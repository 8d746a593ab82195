package vigilar.bench.measure;

import vigilar.bench.field.Await;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A process of a contender, ended with this one at the latest.
final class Program implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int END_SECONDS = 10;
    private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> RUNNING.forEach(it -> it.process.destroyForcibly()),
                                "leftovers"));
    }

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
        RUNNING.add(this);
    }

    /// Starts it and returns once something listens on the port.
    static Program listening(Path folder, int port, List<String> command) {
        try {
            Files.createDirectories(folder);
            var log = folder.resolve("log");
            var started =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            var program = new Program(started, log);
            Await.until(
                    command.getFirst() + " listens; see " + log,
                    START,
                    () -> {
                        program.mustLive();
                        try (var socket = new Socket()) {
                            socket.connect(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                    CONNECT_MILLIS);
                            return true;
                        }
                    });
            return program;
        } catch (IOException failure) {
            throw new Trouble("cannot start " + command.getFirst(), failure);
        }
    }

    private void mustLive() throws IOException {
        if (!process.isAlive()) {
            throw new Trouble("ended at once: " + Files.readString(log));
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// SIGTERM, and SIGKILL to whoever is left.
    @Override
    public void close() {
        var family = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        RUNNING.remove(this);
    }
}
