package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.storage.Child;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a device was told is safe is safe, whatever happens to the process of the broker.
class HardKillTest {
    private static final int DEVICES = 4;
    private static final int ENOUGH = 200;

    @TempDir Path data;
    private final Set<String> promised = ConcurrentHashMap.newKeySet();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    private static int port(Child broker) throws Exception {
        for (var line = broker.line(); line != null; line = broker.line()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring(5));
            }
        }
        throw new AssertionError("the broker did not start");
    }

    private BusClient intake(int port) {
        var address = InetSocketAddress.createUnresolved("127.0.0.1", port);
        return new MqttBus(EmbeddedBusTest.settings(data, port), () -> address, Clock.systemUTC())
                .client(
                        new ClientPlan(
                                "intake",
                                new ClientPlan.Session.Lasting("vigilar-kill-intake"),
                                List.of("vigilar/sensor/#"),
                                100,
                                delivery -> {
                                    heard.add(
                                            new String(delivery.payload(), StandardCharsets.UTF_8));
                                    delivery.acknowledge();
                                },
                                _ -> {}));
    }

    /// Speaks until the broker is gone.
    private void speak(int device, int port, AtomicBoolean killed) {
        try {
            var client =
                    new MqttClient(
                            "tcp://127.0.0.1:" + port, "device-" + device, new MemoryPersistence());
            client.setTimeToWait(5_000);
            client.connect();
            for (int n = 0; !killed.get(); n++) {
                var message = device + ":" + n;
                client.publish(
                        "vigilar/sensor/door/motion",
                        message.getBytes(StandardCharsets.UTF_8),
                        1,
                        false);
                promised.add(message);
            }
        } catch (MqttException _) {
            // the broker was killed under it
        }
    }

    @Test
    void what_the_broker_acknowledged_is_there_after_a_kill() throws Exception {
        var devices = new ArrayList<Thread>();
        var killed = new AtomicBoolean();
        try (var broker = Child.start(BrokerProcess.class, data.toString())) {
            int port = port(broker);
            try (var client = intake(port)) { // makes the session, then is away
                client.start();
                BusContract.await("up", () -> client.link() instanceof Link.Up);
            }
            for (int device = 0; device < DEVICES; device++) {
                int number = device;
                devices.add(Thread.ofPlatform().start(() -> speak(number, port, killed)));
            }
            BusContract.await("enough", () -> promised.size() >= ENOUGH);
            broker.kill();
            killed.set(true);
        }
        for (var device : devices) {
            device.join();
        }
        assertThat(heard).isEmpty();
        try (var broker = Child.start(BrokerProcess.class, data.toString());
                var client = intake(port(broker))) {
            client.start();
            BusContract.await("all promised", () -> heard.containsAll(promised));
            assertThat(client.link())
                    .isInstanceOfSatisfying(Link.Up.class, up -> assertThat(up.resumed()).isTrue());
        }
    }
}
