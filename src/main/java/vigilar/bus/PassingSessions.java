package vigilar.bus;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSessionState;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTVersion;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;
import org.jspecify.annotations.Nullable;

/// What waits for a session that ends with its connection is not stored: after a restart nobody can
/// ask for it (MQTT 5.0, 3.1.2.11.2).
///
/// Artemis stores it for MQTT 5, and after a kill nobody takes it away: each power cut left one
/// more queue that gathered what was said and filled the broker in the end (2.53; found by
/// `./torture retained-flood --long`).
final class PassingSessions implements ActiveMQServerQueuePlugin {
    private volatile @Nullable ActiveMQServer server;

    @Override
    public void registered(ActiveMQServer artemis) {
        server = artemis;
    }

    @Override
    public void beforeCreateQueue(QueueConfiguration queue) {
        var artemis = server;
        var name = queue.getName().toString();
        // those of the broker's own are made while it has not yet read which sessions there are
        if (artemis != null && !name.startsWith("$") && isPassing(name, artemis)) {
            queue.setDurable(false);
        }
    }

    /// A queue is called by client id and filter with a dot between, and both may hold dots: where
    /// it may be that of a session that lasts, it is taken for one.
    private static boolean isPassing(String queue, ActiveMQServer artemis) {
        try {
            var candidates =
                    MQTTStateManager.getInstance(artemis).getSessionStates().values().stream()
                            .filter(each -> queue.startsWith(each.getClientId() + "."))
                            .toList();
            return !candidates.isEmpty()
                    && candidates.stream().allMatch(PassingSessions::endsWithItsConnection);
        } catch (Exception e) { // what Artemis declares
            throw new BusException("cannot look at the sessions of the broker", e);
        }
    }

    private static boolean endsWithItsConnection(MQTTSessionState state) {
        var session = state.getSession();
        return session != null
                && session.getVersion() == MQTTVersion.MQTT_5
                && state.getClientSessionExpiryInterval() == 0;
    }
}
