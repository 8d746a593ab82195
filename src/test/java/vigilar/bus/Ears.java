package vigilar.bus;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// What a device does with what it hears; of everything else it takes no notice.
@FunctionalInterface
public interface Ears extends MqttCallback {
    @Override
    default void disconnected(MqttDisconnectResponse why) {}

    @Override
    default void mqttErrorOccurred(MqttException why) {}

    @Override
    default void deliveryComplete(IMqttToken token) {}

    @Override
    default void connectComplete(boolean again, String where) {}

    @Override
    default void authPacketArrived(int reason, MqttProperties properties) {}
}
