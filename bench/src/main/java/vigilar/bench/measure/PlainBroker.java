package vigilar.bench.measure;

import vigilar.bench.field.FreePort;
import vigilar.bench.field.Mosquitto;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Mosquitto at its fastest: in memory, without a bound on its queues. Nothing that it holds
/// survives it.
final class PlainBroker implements AutoCloseable {
    private final int port = FreePort.find();
    private final Program program;

    PlainBroker(Path folder) {
        var mosquitto =
                Mosquitto.program()
                        .orElseThrow(() -> new Trouble("mosquitto is missing: apt install it"));
        try {
            Files.createDirectories(folder);
            var config =
                    Files.writeString(
                            folder.resolve("mosquitto.conf"),
                            """
                            listener %d 127.0.0.1
                            allow_anonymous true
                            persistence false
                            max_queued_messages 0
                            max_inflight_messages 0
                            """
                                    .formatted(port));
            program =
                    Program.listening(
                            folder, port, List.of(mosquitto.toString(), "-c", config.toString()));
        } catch (IOException failure) {
            throw new Trouble("no folder for Mosquitto", failure);
        }
    }

    int port() {
        return port;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    ProcessHandle handle() {
        return program.handle();
    }

    @Override
    public void close() {
        program.close();
    }
}
