package vigilar.bench.field;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Mosquitto on a port of its own, with the settings that the operator guide asks for.
public final class Mosquitto implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);

    private final Path program;
    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
        process = begin();
    }

    /// Where it is installed, if it is.
    public static Optional<Path> program() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts one that keeps its messages in this folder, and returns once it listens.
    public static Mosquitto started(Path program, Path folder) {
        try {
            Files.createDirectories(folder);
            var broker = new Mosquitto(program, folder, FreePort.find());
            broker.awaitListening();
            return broker;
        } catch (IOException failure) {
            throw new Trouble("no folder for Mosquitto", failure);
        }
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    private Process begin() {
        try {
            var config = folder.resolve("mosquitto.conf");
            Files.writeString(
                    config,
                    """
                    listener %d 127.0.0.1
                    allow_anonymous true
                    persistence true
                    persistence_location %s/
                    autosave_on_changes true
                    autosave_interval 1
                    max_queued_messages 0
                    """
                            .formatted(port, folder));
            var started =
                    new ProcessBuilder(program.toString(), "-c", config.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            folder.resolve("mosquitto.log").toFile()))
                            .start();
            Leftovers.watch(new Family(started.toHandle()));
            return started;
        } catch (IOException failure) {
            throw new Trouble("Mosquitto does not start", failure);
        }
    }

    private void awaitListening() {
        Await.until(
                "Mosquitto listens",
                START,
                () -> {
                    try (var socket = new Socket()) {
                        socket.connect(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                1_000);
                        return true;
                    }
                });
    }

    /// SIGKILL, and a new one on what the old one left.
    public void killAndStartAgain() {
        kill();
        start();
    }

    public void start() {
        process = begin();
        awaitListening();
    }

    /// As after a reset: whoever comes back finds no session of theirs.
    public void forgetAll() {
        try {
            Files.deleteIfExists(folder.resolve("mosquitto.db"));
        } catch (IOException failure) {
            throw new Trouble("what Mosquitto keeps cannot be removed", failure);
        }
    }

    public void kill() {
        new Family(process.toHandle()).kill();
    }

    /// SIGTERM: it saves what it has.
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new Trouble("Mosquitto does not end");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
