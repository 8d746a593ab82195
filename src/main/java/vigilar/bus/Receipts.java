package vigilar.bus;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Gives each publication that the embedded broker takes a receipt: a text that no other one ever
/// had or will have. It is stored with the message, so it comes again when the message is delivered
/// again, and tells two messages apart that are equal. Subscribers of MQTT 5 see it as a user
/// property. Safe for all threads.
final class Receipts implements ActiveMQServerMessagePlugin {
    /// The user property's name.
    static final String PROPERTY = "vigilar-receipt";

    /// Start and number: a counter alone would begin anew with a new data folder.
    private final String start = UUID.randomUUID().toString();

    private final AtomicLong number = new AtomicLong();

    @Override
    public void beforeSend(
            ServerSession session,
            Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue) {
        if (message.containsProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY)) { // else Artemis's own
            stamp(message, start + "-" + number.incrementAndGet());
        }
    }

    /// User properties are kept as `prefix<position>.<name>` beside their count. Whatever a device
    /// says under our name is replaced.
    private static void stamp(Message message, String receipt) {
        var exists = MQTTUtil.MQTT_USER_PROPERTY_EXISTS_KEY;
        int count = message.containsProperty(exists) ? message.getIntProperty(exists) : 0;
        boolean forged = false;
        if (count > 0) {
            for (var name : message.getPropertyNames().toArray(SimpleString[]::new)) {
                if (isOurs(name.toString())) {
                    message.putStringProperty(name, SimpleString.of(receipt));
                    forged = true;
                }
            }
        }
        if (!forged) {
            message.putIntProperty(exists, count + 1);
            message.putStringProperty(
                    MQTTUtil.MQTT_USER_PROPERTY_KEY_PREFIX + count + "." + PROPERTY, receipt);
        }
    }

    private static boolean isOurs(String key) {
        var prefix = MQTTUtil.MQTT_USER_PROPERTY_KEY_PREFIX;
        return key.startsWith(prefix)
                && key.substring(key.indexOf('.', prefix.length()) + 1).equals(PROPERTY);
    }
}
