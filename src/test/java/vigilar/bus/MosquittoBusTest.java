package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

class MosquittoBusTest extends BusContract {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    @TempDir Path data;
    private @Nullable Process broker;
    private int port;

    @BeforeEach
    void startBroker() throws Exception {
        assumeTrue(Files.isExecutable(MOSQUITTO), "mosquitto is not installed");
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(
                data.resolve("mosquitto.conf"),
                """
                listener %d 127.0.0.1
                allow_anonymous true
                persistence true
                persistence_location %s/
                set_tcp_nodelay true
                user root
                """
                        .formatted(port, data));
        healIt();
    }

    @AfterEach
    void stopBroker() throws Exception {
        if (broker != null) {
            breakIt();
        }
    }

    @Override
    Bus bus() {
        var settings =
                new BusSettings(
                        Prefix.STANDARD,
                        data,
                        InetSocketAddress.createUnresolved("127.0.0.1", 0),
                        true,
                        Optional.of(
                                new BusSettings.External(
                                        URI.create("mqtt://127.0.0.1:" + port),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
        return new MqttBus(
                settings,
                () -> {
                    throw new BusException("there is no embedded broker");
                },
                Clock.systemUTC());
    }

    @Override
    void breakIt() throws Exception {
        var process = broker;
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Override
    void healIt() throws IOException {
        broker =
                new ProcessBuilder(
                                MOSQUITTO.toString(),
                                "-c",
                                data.resolve("mosquitto.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("mosquitto.log").toFile())
                        .start();
    }
}
