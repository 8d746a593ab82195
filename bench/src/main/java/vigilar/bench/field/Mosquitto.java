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

/// A Mosquitto on a port of its own.
public final class Mosquitto implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);

    /// At its fastest, and nothing that it holds survives it.
    private static final String IN_MEMORY =
            """
            persistence false
            max_inflight_messages 0
            """;

    /// What the operator guide asks for.
    private static final String ON_DISK =
            """
            persistence true
            autosave_on_changes true
            autosave_interval 1
            """;

    private final Path program;
    private final Path folder;
    private final String settings;
    private final int port = FreePort.find();
    private Process process;

    private Mosquitto(Path folder, String settings) {
        program = program().orElseThrow(() -> new Trouble("mosquitto is missing: apt install it"));
        this.folder = folder;
        this.settings = settings;
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new Trouble("no folder for Mosquitto", failure);
        }
        process = begin();
        awaitListening();
    }

    /// Where it is installed, if it is.
    public static Optional<Path> program() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts one that keeps its messages in this folder, and returns once it listens.
    public static Mosquitto onDisk(Path folder) {
        return new Mosquitto(folder, ON_DISK + "persistence_location " + folder + "/\n");
    }

    /// Starts one that keeps nothing, and returns once it listens.
    public static Mosquitto inMemory(Path folder) {
        return new Mosquitto(folder, IN_MEMORY);
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// Started by root it would become a user that may not write into our folder, and keep nothing
    /// without a word: so it is told to stay who it is.
    private Process begin() {
        try {
            var config = folder.resolve("mosquitto.conf");
            Files.writeString(
                    config,
                    """
                    listener %d 127.0.0.1
                    allow_anonymous true
                    max_queued_messages 0
                    user %s
                    %s\
                    """
                            .formatted(port, System.getProperty("user.name"), settings));
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
                        socket.connect(address(), 1_000);
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
