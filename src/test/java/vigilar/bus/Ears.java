package vigilar.bus;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

import java.util.Queue;

/// What a device hears, by topic.
record Ears(Queue<String> heard) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
        heard.add(topic);
    }

    @Override
    public void disconnected(MqttDisconnectResponse why) {}

    @Override
    public void mqttErrorOccurred(MqttException why) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean again, String where) {}

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {}
}
