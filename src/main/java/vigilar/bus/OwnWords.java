package vigilar.bus;

import org.apache.activemq.artemis.api.core.FilterConstants;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;

/// Spares the house its own words. It listens to all below its prefix, also to the events that it
/// publishes there itself, and reads past those: kept for it, each would cost the broker two syncs
/// and a delivery. MQTT has no filter that leaves something out, so the broker does. A session that
/// an earlier version began hears them as before.
final class OwnWords implements ActiveMQServerQueuePlugin {
    private final SimpleString everything;
    private final String others;

    OwnWords(Prefix prefix, WildcardConfiguration wildcards) {
        everything = address(prefix.topic("#"), wildcards);
        others =
                "%s NOT LIKE '%s'"
                        .formatted(
                                FilterConstants.ACTIVEMQ_ADDRESS,
                                address(prefix.topic("events/%"), wildcards));
    }

    private static SimpleString address(String topic, WildcardConfiguration wildcards) {
        return SimpleString.of(MQTTUtil.getCoreAddressFromMqttTopic(topic, wildcards));
    }

    @Override
    public void beforeCreateQueue(QueueConfiguration queue) {
        if (!Backlog.isForeign(queue.getName().toString())
                && everything.equals(queue.getAddress())) {
            var artemis = queue.getFilterString();
            queue.setFilterString(
                    artemis == null ? others : "(%s) AND %s".formatted(artemis, others));
        }
    }
}
