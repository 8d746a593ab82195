package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.storage.Child;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Each message has a receipt that no other has, and keeps it.
class ReceiptsTest {
    private static final String DOOR = "vigilar/sensor/door/contact_open";

    @TempDir Path data;
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();

    private static int port(Child broker) throws Exception {
        for (var line = broker.line(); line != null; line = broker.line()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring(5));
            }
        }
        throw new AssertionError("the broker did not start");
    }

    private BusClient listener(BusSettings settings, int port) throws InterruptedException {
        var address = InetSocketAddress.createUnresolved("127.0.0.1", port);
        var client =
                new MqttBus(settings, () -> address, Clock.systemUTC())
                        .client(
                                new ClientPlan(
                                        "listener",
                                        settings.external().isPresent()
                                                ? new ClientPlan.Session.Passing()
                                                : new ClientPlan.Session.Lasting("vigilar-test"),
                                        List.of("vigilar/sensor/#"),
                                        100,
                                        arrived::add,
                                        _ -> {}));
        client.start();
        BusContract.await("up", () -> client.link() instanceof Link.Up);
        return client;
    }

    private static BusSettings asIfItWereForeign(Path data, int port) {
        var external =
                new BusSettings.External(
                        URI.create("mqtt://127.0.0.1:" + port),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new BusSettings(
                Prefix.STANDARD,
                data,
                InetSocketAddress.createUnresolved("127.0.0.1", port),
                true,
                Optional.of(external));
    }

    /// The same again and again: twice by MQTT 3.1.1, twice by MQTT 5, of which one has properties
    /// of its own.
    private static void sayFourTimesTheSame(int port) {
        var old = Mqtt3Client.builder().serverHost("127.0.0.1").serverPort(port).buildBlocking();
        old.connect();
        old.publishWith().topic(DOOR).qos(MqttQos.AT_LEAST_ONCE).send();
        old.publishWith().topic(DOOR).qos(MqttQos.AT_LEAST_ONCE).send();
        old.disconnect();
        var young = Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildBlocking();
        young.connect();
        young.publishWith().topic(DOOR).qos(MqttQos.AT_LEAST_ONCE).send();
        young.publishWith()
                .topic(DOOR)
                .qos(MqttQos.AT_LEAST_ONCE)
                .userProperties()
                .add("made.by", "the factory")
                .add(Receipts.PROPERTY, "forged")
                .add("room", "hall")
                .add(Receipts.PROPERTY, "forged")
                .applyUserProperties()
                .send();
        young.disconnect();
    }

    private List<String> receiptsOfFour() throws InterruptedException {
        BusContract.await("four", () -> arrived.size() == 4);
        var receipts = arrived.stream().map(delivery -> delivery.receipt().orElse("none")).toList();
        arrived.clear();
        return receipts;
    }

    @Test
    void equal_messages_have_receipts_of_their_own_and_keep_them_when_the_broker_is_killed()
            throws Exception {
        List<String> before;
        try (var broker = Child.start(BrokerProcess.class, data.toString())) {
            int port = port(broker);
            try (var _ = listener(EmbeddedBusTest.settings(data, port), port)) {
                sayFourTimesTheSame(port);
                before = receiptsOfFour();
                broker.kill();
            }
        }
        assertThat(before).doesNotHaveDuplicates().doesNotContain("none", "forged");
        try (var broker = Child.start(BrokerProcess.class, data.toString())) {
            int port = port(broker);
            try (var _ = listener(EmbeddedBusTest.settings(data, port), port)) {
                assertThat(receiptsOfFour()).containsExactlyInAnyOrderElementsOf(before);
                sayFourTimesTheSame(port);
                assertThat(receiptsOfFour()).doesNotContainAnyElementsOf(before);
            }
        }
    }

    @Test
    void nobody_can_make_a_receipt_for_us_on_a_broker_that_is_not_ours() throws Exception {
        try (var broker = Child.start(BrokerProcess.class, data.toString())) {
            int port = port(broker);
            try (var _ = listener(asIfItWereForeign(data, port), port)) {
                sayFourTimesTheSame(port);
                assertThat(receiptsOfFour()).containsOnly("none");
            }
        }
    }

    @Test
    void a_device_of_mqtt_3_hears_the_message_as_it_was() throws Exception {
        try (var broker = Child.start(BrokerProcess.class, data.toString())) {
            int port = port(broker);
            var device =
                    Mqtt3Client.builder().serverHost("127.0.0.1").serverPort(port).buildBlocking();
            device.connect();
            try (var heard = device.publishes(MqttGlobalPublishFilter.ALL)) {
                device.subscribeWith().topicFilter("vigilar/#").send();
                device.publishWith()
                        .topic(DOOR)
                        .payload("{}".getBytes(StandardCharsets.UTF_8))
                        .send();
                var message = heard.receive(10, TimeUnit.SECONDS);
                assertThat(message)
                        .hasValueSatisfying(
                                one ->
                                        assertThat(one.getPayloadAsBytes())
                                                .asString()
                                                .isEqualTo("{}"));
            } finally {
                device.disconnect();
            }
        }
    }
}
