package vigilar.bus;

import com.hivemq.client.internal.mqtt.message.publish.MqttPublish;
import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What the header of a PUBLISH says about its being delivered: the packet identifier and the flag
/// DUP (MQTT 5.0, 2.2.1 and 3.3.1.1). The client library keeps both to itself, so they are read
/// from the fields in which it holds them for the acknowledgement. A version of the library that
/// holds them elsewhere fails here at the first connection, and in every test of the bus.
///
/// @param packet 1 to 65,535; 0 for QoS 0, which has none
/// @param again the broker says that it has sent it before
record PacketMark(int packet, boolean again) {
    private static final PacketMark NONE = new PacketMark(0, false);

    private static final String INCOMING =
            "com.hivemq.client.internal.mqtt.handler.publish.incoming.";

    private static final VarHandle ACKNOWLEDGEMENT =
            field(
                    MqttPublish.class,
                    "confirmable",
                    type("com.hivemq.client.internal.checkpoint.Confirmable"));
    private static final VarHandle FLOWS =
            field(
                    type(INCOMING + "MqttIncomingPublishConfirmable"),
                    "publishWithFlows",
                    type(INCOMING + "MqttStatefulPublishWithFlows"));
    private static final VarHandle PACKET =
            field(
                    type(INCOMING + "MqttStatefulPublishWithFlows"),
                    "publish",
                    MqttStatefulPublish.class);

    /// @param message received for acknowledgement by hand
    static PacketMark of(Mqtt5Publish message) {
        if (message.getQos() == MqttQos.AT_MOST_ONCE) {
            return NONE;
        }
        var packet = (MqttStatefulPublish) PACKET.get(FLOWS.get(ACKNOWLEDGEMENT.get(message)));
        return new PacketMark(packet.getPacketIdentifier(), packet.isDup());
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw otherLibrary(e);
        }
    }

    private static VarHandle field(Class<?> holder, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(holder, MethodHandles.lookup())
                    .findVarHandle(holder, name, type);
        } catch (ReflectiveOperationException e) {
            throw otherLibrary(e);
        }
    }

    private static IllegalStateException otherLibrary(ReflectiveOperationException e) {
        return new IllegalStateException(
                "this version of the MQTT client keeps packet identifiers elsewhere; see"
                        + " PacketMark",
                e);
    }
}
