package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What a device says is heard in the order in which it says it, also while others speak.
class KeptOrderTest {
    private static final int MESSAGES = 1_000;
    private static final List<String> DEVICES = List.of("front", "back", "hall");

    @TempDir Path data;
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();

    private static CompletableFuture<?> saysAll(Mqtt5AsyncClient device, String topic) {
        var said = new ArrayList<CompletableFuture<?>>();
        for (int n = 0; n < MESSAGES; n++) {
            var payload = ByteBuffer.allocate(Integer.BYTES).putInt(n).flip();
            said.add(
                    device.publishWith()
                            .topic(topic)
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload(payload)
                            .send());
        }
        return CompletableFuture.allOf(said.toArray(CompletableFuture[]::new));
    }

    private static String topic(String device) {
        return "vigilar/sensor/" + device + "/motion";
    }

    @Test
    void three_devices_that_speak_at_once_are_heard_each_in_its_order() throws Exception {
        try (var broker = EmbeddedBusTest.unstarted(data)) {
            broker.start();
            var listener =
                    new MqttBus(
                                    EmbeddedBusTest.settings(data, broker.address().getPort()),
                                    broker::address,
                                    Clock.systemUTC())
                            .client(
                                    new ClientPlan(
                                            "listener",
                                            new ClientPlan.Session.Lasting("vigilar-test"),
                                            List.of("vigilar/sensor/#"),
                                            100,
                                            arrived::add,
                                            _ -> {}));
            listener.start();
            BusContract.await("up", () -> listener.link() instanceof Link.Up);
            var clients = new ArrayList<Mqtt5AsyncClient>();
            for (var device : DEVICES) {
                var client =
                        Mqtt5Client.builder()
                                .identifier(device)
                                .serverHost("127.0.0.1")
                                .serverPort(broker.address().getPort())
                                .buildAsync();
                client.connect().get(10, TimeUnit.SECONDS);
                clients.add(client);
            }
            var said = new ArrayList<CompletableFuture<?>>();
            for (int i = 0; i < clients.size(); i++) {
                said.add(saysAll(clients.get(i), topic(DEVICES.get(i))));
            }
            var heard = heard();
            for (var all : said) {
                all.get(10, TimeUnit.SECONDS);
            }
            var inOrder = IntStream.range(0, MESSAGES).boxed().toList();
            for (var device : DEVICES) {
                assertThat(
                                heard.stream()
                                        .filter(it -> it.topic().equals(topic(device)))
                                        .map(it -> ByteBuffer.wrap(it.payload()).getInt()))
                        .as(device)
                        .containsExactlyElementsOf(inOrder);
            }
            listener.close();
        }
    }

    private List<Delivery> heard() throws InterruptedException {
        var heard = new ArrayList<Delivery>();
        while (heard.size() < DEVICES.size() * MESSAGES) {
            var next = arrived.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("after %d", heard.size()).isNotNull();
            next.acknowledge();
            heard.add(next);
        }
        return heard;
    }
}
