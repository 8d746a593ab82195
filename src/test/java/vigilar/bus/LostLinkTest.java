package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// How our clients lose the broker, and what they say about it.
class LostLinkTest {
    /// 1 s instead of 10, so that the test is short.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);

    @TempDir Path data;
    private EmbeddedBroker broker = EmbeddedBusTest.unstarted(Path.of("unused"));

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBusTest.unstarted(data);
        broker.start();
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    private BusClient ours(int port, ClientPlan plan) {
        var address = InetSocketAddress.createUnresolved("127.0.0.1", port);
        return new MqttBus(
                        EmbeddedBusTest.settings(data, port),
                        () -> address,
                        Clock.systemUTC(),
                        KEEP_ALIVE)
                .client(plan);
    }

    private static ClientPlan lasting(String name) {
        return new ClientPlan(
                name,
                new ClientPlan.Session.Lasting("vigilar-test-intake"),
                List.of("vigilar/sensor/#"),
                10,
                Delivery::acknowledge,
                _ -> {});
    }

    /// A client without our secret.
    private BusClient device(String filter) {
        var settings =
                new BusSettings(
                        Prefix.STANDARD,
                        data,
                        InetSocketAddress.createUnresolved("127.0.0.1", 0),
                        true,
                        Optional.of(
                                new BusSettings.External(
                                        URI.create(
                                                "mqtt://127.0.0.1:" + broker.address().getPort()),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
        return new MqttBus(settings, () -> broker.address(), Clock.systemUTC())
                .client(
                        new ClientPlan(
                                "device",
                                new ClientPlan.Session.Passing(),
                                List.of(filter),
                                10,
                                Delivery::acknowledge,
                                _ -> {}));
    }

    private static String awaitAway(BusClient client) throws InterruptedException {
        BusContract.await("away", () -> client.link() instanceof Link.Away);
        return client.link() instanceof Link.Away(_, var why) ? why : "";
    }

    private static void awaitUp(BusClient client) throws InterruptedException {
        BusContract.await("up", () -> client.link() instanceof Link.Up);
    }

    @Test
    void when_a_cable_is_cut_the_broker_says_what_the_client_wanted_said_then() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        var topic = "vigilar/system/arm_available";
        var word = new Publication(topic, "offline".getBytes(StandardCharsets.UTF_8), true);
        var listening =
                new ClientPlan(
                        "keypad",
                        new ClientPlan.Session.Passing(),
                        List.of(topic),
                        10,
                        it -> {
                            heard.add(new String(it.payload(), StandardCharsets.UTF_8));
                            it.acknowledge();
                        },
                        _ -> {});
        try (var cable = new StallingProxy(broker.address().getPort());
                var ears = ours(broker.address().getPort(), listening);
                var client =
                        ours(cable.port(), ClientPlan.publisher("herald", _ -> {}).leaving(word))) {
            ears.start();
            awaitUp(ears);
            client.start();
            awaitUp(client);
            cable.cut();
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("offline");
        }
    }

    @Test
    void a_dead_cable_is_noticed_within_two_keep_alives_and_a_new_one_too() throws Exception {
        try (var cable = new StallingProxy(broker.address().getPort());
                var client = ours(cable.port(), lasting("intake"))) {
            client.start();
            awaitUp(client);
            cable.cut();
            var cut = System.nanoTime();
            assertThat(awaitAway(client)).startsWith("no answer any more");
            assertThat(Duration.ofNanos(System.nanoTime() - cut))
                    .isLessThan(KEEP_ALIVE.multipliedBy(3)); // one for the slow machine
            cable.mend();
            awaitUp(client);
        }
    }

    @Test
    void a_second_client_with_our_id_is_named_as_the_reason() throws Exception {
        int port = broker.address().getPort();
        try (var first = ours(port, lasting("first"));
                var second = ours(port, lasting("second"))) {
            first.start();
            awaitUp(first);
            second.start();
            assertThat(awaitAway(first))
                    .startsWith("another client logged in with our client id vigilar-test-intake");
        }
    }

    @Test
    void a_refused_subscription_is_named_with_its_reason() throws Exception {
        try (var client = device("activemq/#")) {
            client.start();
            assertThat(awaitAway(client))
                    .startsWith(
                            "the broker refused the subscription to activemq/# (not authorized)");
        }
    }

    @Test
    void no_publication_hangs_when_the_connection_goes() throws Exception {
        try (var client =
                ours(broker.address().getPort(), ClientPlan.publisher("announcer", _ -> {}))) {
            client.start();
            awaitUp(client);
            var said = new ArrayList<CompletableFuture<Void>>();
            for (int n = 0; n < 500; n++) {
                said.add(client.publish(new Publication("vigilar/x", new byte[100], false)));
                if (n == 250) {
                    Thread.ofPlatform().start(broker::close);
                }
            }
            BusContract.await("all ended", () -> said.stream().allMatch(one -> one.isDone()));
            awaitAway(client);
            assertThat(client.publish(new Publication("vigilar/x", new byte[1], false)))
                    .isCompletedExceptionally();
        }
    }

    @Test
    void closing_the_client_ends_what_it_was_saying() throws Exception {
        var said = new ArrayList<CompletableFuture<Void>>();
        try (var cable = new StallingProxy(broker.address().getPort())) {
            try (var client = ours(cable.port(), ClientPlan.publisher("announcer", _ -> {}))) {
                client.start();
                awaitUp(client);
                cable.cut();
                for (int n = 0; n < 50; n++) {
                    said.add(client.publish(new Publication("vigilar/x", new byte[100], false)));
                }
            }
            assertThat(said).allMatch(CompletableFuture::isCompletedExceptionally);
        }
    }

    @Test
    void a_password_file_that_cannot_be_read_is_named_and_read_again_once_it_is_mended()
            throws Exception {
        var password = Files.write(data.resolve("password"), new byte[] {'g', (byte) 0xfc});
        try (var client = stranger(password)) {
            client.start();
            assertThat(awaitAway(client)).contains("password");
            Files.writeString(password, "right");
            awaitUp(client);
        }
    }

    private BusClient stranger(Path password) {
        var url = URI.create("mqtt://127.0.0.1:" + broker.address().getPort());
        var settings =
                new BusSettings(
                        Prefix.STANDARD,
                        data,
                        InetSocketAddress.createUnresolved("127.0.0.1", 0),
                        true,
                        Optional.of(
                                new BusSettings.External(
                                        url,
                                        Optional.of("intake"),
                                        Optional.of(password),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
        return new MqttBus(settings, () -> broker.address(), Clock.systemUTC())
                .client(ClientPlan.publisher("stranger", _ -> {}));
    }
}
