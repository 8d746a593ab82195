package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.frontdoor.Await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class MosquittoBusTest extends BusContract {
    private static final Optional<Thread.State> WAITS = Optional.of(Thread.State.TIMED_WAITING);
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

    /// 150 MiB: more than a small house's heap would bear beside all else.
    @Test
    void what_waits_for_a_house_in_large_messages_comes_piece_by_piece_and_all_of_it()
            throws Exception {
        breakIt();
        Files.writeString(
                data.resolve("mosquitto.conf"),
                "max_inflight_messages 0\n", // else it sends twenty and waits
                StandardOpenOption.APPEND);
        healIt();
        var speaker = speaker();
        listener(lasting(), 65_535, "vigilar/#").close();
        var large = "x".repeat(256 << 10);
        for (int n = 0; n < 600; n++) {
            say(speaker, "vigilar/sensor/door/motion", n + large);
        }
        var looks = new CountDownLatch(1);
        var numbers = ConcurrentHashMap.newKeySet();
        var plan =
                new ClientPlan(
                        "patient",
                        lasting(),
                        List.of("vigilar/#"),
                        65_535,
                        delivery -> {
                            looks.await();
                            numbers.add(text(delivery).substring(0, 4));
                            delivery.acknowledge();
                        },
                        _ -> {});
        try (var client = bus().client(plan)) {
            client.start();
            Await.until("it takes no more", PATIENCE, () -> state("patient-net").equals(WAITS));
            looks.countDown();
            Await.until("all of it is there", PATIENCE, () -> numbers.size() == 600);
            Await.until("up", PATIENCE, () -> client.link() instanceof Link.Up);
        }
    }

    private static Optional<Thread.State> state(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(it -> it.getName().equals(thread))
                .map(Thread::getState)
                .findFirst();
    }
}
