package vigilar.frontdoor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Debian's Mosquitto on a port of its own, to be started, stopped and started again.
public final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /// A broker that is not running yet, with a port that was free just now.
    public static Mosquitto notYetStarted(Path folder) {
        try (var probe = new ServerSocket(0)) {
            return new Mosquitto(folder, probe.getLocalPort());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static Mosquitto started(Path folder) {
        var broker = notYetStarted(folder);
        broker.start();
        return broker;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    /// Starts and returns once it listens.
    public void start() {
        try {
            var config = folder.resolve("mosquitto.conf");
            Files.writeString(
                    config,
                    """
                    listener %d 127.0.0.1
                    allow_anonymous true
                    persistence true
                    persistence_location %s/
                    max_queued_messages 0
                    max_inflight_messages 100
                    """
                            .formatted(port, folder));
            process =
                    new ProcessBuilder("/usr/sbin/mosquitto", "-c", config.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("mosquitto.log").toFile())
                            .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Await.until("mosquitto listens", Duration.ofSeconds(10), this::listens);
    }

    private boolean listens() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        }
    }

    /// SIGTERM: it saves what it has.
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("mosquitto does not end");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
