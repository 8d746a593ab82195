package vigilar.frontdoor;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.bus.Ears;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A keypad on the wall: asks by MQTT and hears what the house says. Shares no code with ours.
final class WallKeypad implements AutoCloseable {
    static final String ASK = "vigilar/system/arm_request";
    static final String OUTCOME = "vigilar/system/arm_outcome";
    static final String STATE = "vigilar/system/arm_state";
    static final String TICK = "vigilar/system/arm_tick";

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final MqttClient client;
    private final List<Message> heard = new CopyOnWriteArrayList<>();

    record Message(String topic, String payload, boolean retained) {
        JsonNode json() {
            return JSON.readTree(payload);
        }
    }

    private WallKeypad(MqttClient client) {
        this.client = client;
    }

    /// Comes in with that login, if there is one, and listens to these topics.
    static WallKeypad on(int port, Optional<String> user, String password, String... topics) {
        try {
            var id = "keypad-" + Long.toHexString(System.nanoTime());
            var client = new MqttClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
            client.setTimeToWait(10_000);
            var options = new MqttConnectionOptions();
            user.ifPresent(
                    it -> {
                        options.setUserName(it);
                        options.setPassword(password.getBytes(StandardCharsets.UTF_8));
                    });
            var keypad = new WallKeypad(client);
            client.setCallback((Ears) keypad::hear);
            client.connect(options);
            int[] atLeastOnce = new int[topics.length];
            Arrays.fill(atLeastOnce, 1);
            client.subscribe(topics, atLeastOnce);
            return keypad;
        } catch (MqttException failure) {
            throw new AssertionError(failure);
        }
    }

    /// The same in an open house.
    static WallKeypad on(int port) {
        return on(port, Optional.empty(), "", "vigilar/#");
    }

    private void hear(String topic, MqttMessage message) {
        var text = new String(message.getPayload(), StandardCharsets.UTF_8);
        heard.add(new Message(topic, text, message.isRetained()));
    }

    void says(String topic, String payload, boolean retained) {
        var message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
        message.setQos(1);
        message.setRetained(retained);
        try {
            client.publish(topic, message);
        } catch (MqttException failure) {
            throw new AssertionError(failure);
        }
    }

    void asks(String id, String mode, String pin) {
        says(
                ASK,
                "{\"mode\":\"%s\",\"pin\":\"%s\",\"triggered_by\":\"hall\",\"request_id\":\"%s\"}"
                        .formatted(mode, pin, id),
                false);
    }

    /// Asks, and waits for what became of it.
    JsonNode outcome(String id, String mode, String pin) {
        asks(id, mode, pin);
        return outcome(id);
    }

    JsonNode outcome(String id) {
        Await.until("an answer to " + id, SOON, () -> !outcomes(id).isEmpty());
        return outcomes(id).getFirst();
    }

    List<JsonNode> outcomes(String id) {
        return heard(OUTCOME).stream()
                .map(Message::json)
                .filter(it -> it.path("request_id").asString("").equals(id))
                .toList();
    }

    /// What it heard on that topic, in order.
    List<Message> heard(String topic) {
        return heard.stream().filter(it -> it.topic().equals(topic)).toList();
    }

    List<Message> heard() {
        return List.copyOf(heard);
    }

    void awaitState(String state) {
        try {
            Await.until(
                    "the panel is " + state,
                    SOON,
                    () -> heard(STATE).getLast().json().path("state").asString("").equals(state));
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + ", it said " + heard(STATE), late);
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
