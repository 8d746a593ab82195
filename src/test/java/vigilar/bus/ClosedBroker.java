package vigilar.bus;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An embedded broker with logins, watched as a house watches it, and devices that are not ours.
final class ClosedBroker implements AutoCloseable {
    private final Path data;
    private final PaperLogins logins;
    private final List<MqttClient> devices = new ArrayList<>();
    private EmbeddedBroker broker;
    private Thread watch;
    private boolean remembered;

    ClosedBroker(Path data, PaperLogins logins) {
        this.data = data;
        this.logins = logins;
        broker = started();
        watch = watched();
    }

    private EmbeddedBroker started() {
        var started = new EmbeddedBroker(settings(), logins, _ -> {}, Clock.systemUTC());
        started.start();
        return started;
    }

    private Thread watched() {
        var current = broker;
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                current.awaitFailure();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            } catch (BusException _) {
                                // closed at the end of the test
                            }
                        });
    }

    private BusSettings settings() {
        return new BusSettings(
                Prefix.STANDARD,
                data,
                InetSocketAddress.createUnresolved("127.0.0.1", 0),
                false,
                Optional.empty());
    }

    EmbeddedBroker broker() {
        return broker;
    }

    void restart() throws InterruptedException {
        watch.interrupt();
        watch.join();
        broker.close();
        broker = started();
        watch = watched();
    }

    /// Logs in; its password is its name.
    MqttClient device(String name, String clientId) throws MqttException {
        return device(name, name, clientId, true);
    }

    MqttClient device(String name, String password, String clientId, boolean passing)
            throws MqttException {
        var device =
                new MqttClient(
                        "tcp://127.0.0.1:" + broker.address().getPort(),
                        clientId,
                        new MemoryPersistence());
        device.setTimeToWait(60_000);
        var options = new MqttConnectionOptions();
        options.setConnectionTimeout(20);
        options.setKeepAliveInterval(120);
        options.setCleanStart(passing);
        options.setSessionExpiryInterval(passing ? 0L : 3_600L);
        if (!name.isEmpty()) {
            options.setUserName(name);
            options.setPassword(password.getBytes(StandardCharsets.UTF_8));
        }
        try {
            remembered = device.connectWithResult(options).getSessionPresent();
        } catch (MqttException refused) {
            device.close(true);
            throw refused;
        }
        devices.add(device);
        return device;
    }

    /// Whether the broker has a session of this device's.
    boolean remembers(String name, String clientId) throws MqttException {
        device(name, name, clientId, false).disconnect();
        return remembered;
    }

    /// A client of the house itself, up.
    BusClient ours(ClientPlan.Session session, ClientPlan.Receiver receiver, String... filters)
            throws InterruptedException {
        var client =
                new MqttBus(settings(), () -> broker.address(), Clock.systemUTC())
                        .client(
                                new ClientPlan(
                                        "house",
                                        session,
                                        List.of(filters),
                                        100,
                                        receiver,
                                        _ -> {}));
        client.start();
        BusContract.await("up", () -> client.link() instanceof Link.Up);
        return client;
    }

    @Override
    public void close() {
        for (var device : devices) {
            try {
                device.disconnectForcibly(0, 100, false);
                device.close(true);
            } catch (MqttException _) {
                // it has gone already
            }
        }
        watch.interrupt();
        broker.close();
    }
}
