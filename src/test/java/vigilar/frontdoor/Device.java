package vigilar.frontdoor;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// A device of the house: an MQTT client that shares no code with ours.
public final class Device implements AutoCloseable {
    private final MqttClient client;

    private Device(MqttClient client) {
        this.client = client;
    }

    /// Connects to the broker on loopback.
    public static Device on(int port) {
        try {
            var id = "device-" + Long.toHexString(System.nanoTime());
            var client = new MqttClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
            client.connect();
            return new Device(client);
        } catch (MqttException failure) {
            throw new AssertionError(failure);
        }
    }

    /// The same with a login of its own.
    static Device on(int port, String user, String password) {
        try {
            var id = user + "-" + Long.toHexString(System.nanoTime());
            var client = new MqttClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
            client.setTimeToWait(10_000);
            var options = new MqttConnectionOptions();
            options.setUserName(user);
            options.setPassword(password.getBytes(StandardCharsets.UTF_8));
            client.connect(options);
            return new Device(client);
        } catch (MqttException failure) {
            throw new AssertionError(failure);
        }
    }

    /// Publishes where it may not: some clients throw when they are refused, some do not look.
    void triesToSay(String topic) {
        try {
            client.publish(topic, new byte[] {'{', '}'}, 1, false);
        } catch (MqttException refused) {
            if (refused.getReasonCode() == MqttClientException.REASON_CODE_CLIENT_TIMEOUT) {
                throw new AssertionError(refused);
            }
        }
    }

    /// Publishes with QoS 1 and returns once the broker has acknowledged.
    public void says(String topic, String payload) {
        says(topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    /// The same with any bytes.
    public void says(String topic, byte[] payload, boolean retained) {
        var message = new MqttMessage(payload);
        message.setQos(1);
        message.setRetained(retained);
        try {
            client.publish(topic, message);
        } catch (MqttException failure) {
            throw new AssertionError(failure);
        }
    }

    /// Publishes with QoS 0, as careless devices do.
    public void saysAtMostOnce(String topic, String payload) {
        try {
            client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 0, false);
        } catch (MqttException failure) {
            throw new AssertionError(failure);
        }
    }

    /// What a person would type: `mosquitto_pub`, with the exit code it ends with.
    public static int mosquittoPub(int port, String topic, String payload) {
        try {
            var process =
                    new ProcessBuilder(
                                    "mosquitto_pub",
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    Integer.toString(port),
                                    "-q",
                                    "1",
                                    "-t",
                                    topic,
                                    "-m",
                                    payload)
                            .inheritIO()
                            .start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("mosquitto_pub hangs");
            }
            return process.exitValue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, 100, true);
            client.close(true);
        } catch (MqttException alreadyGone) {
            throw new AssertionError(alreadyGone);
        }
    }
}
