package vigilar.bus;

import org.apache.activemq.artemis.api.core.FilterConstants;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerQueuePlugin;

import java.util.List;
import java.util.stream.Collectors;

/// Spares the house its own words. It listens to all below its prefix, also to the events that it
/// publishes there itself, and reads past those: kept for it, each would cost the broker two syncs
/// and a delivery. Nor is a PIN kept for it on its way to the panel. MQTT has no filter that leaves
/// something out, so the broker does. A session that an earlier version began hears them as before.
final class OwnWords implements ActiveMQServerQueuePlugin {
    /// What the panel says, and what keypads say to it: those are read by clients of their own, for
    /// which nothing is kept. Here a PIN would lie on the disk until somebody acknowledges it.
    private static final List<String> OF_THE_PANEL =
            List.of("arm_request", "arm_state", "arm_outcome", "arm_tick", "arm_available");

    private final SimpleString everything;
    private final SimpleString request;
    private final String others;

    OwnWords(Prefix prefix, WildcardConfiguration wildcards) {
        everything = address(prefix.topic("#"), wildcards);
        request = address(prefix.topic("system/arm_request"), wildcards);
        others =
                "%1$s NOT LIKE '%2$s' AND %1$s NOT IN (%3$s)"
                        .formatted(
                                FilterConstants.ACTIVEMQ_ADDRESS,
                                address(prefix.topic("events/%"), wildcards),
                                OF_THE_PANEL.stream()
                                        .map(it -> address(prefix.topic("system/" + it), wildcards))
                                        .map(it -> "'" + it + "'")
                                        .collect(Collectors.joining(", ")));
    }

    private static SimpleString address(String topic, WildcardConfiguration wildcards) {
        return SimpleString.of(MQTTUtil.getCoreAddressFromMqttTopic(topic, wildcards));
    }

    @Override
    public void beforeCreateQueue(QueueConfiguration queue) {
        if (request.equals(queue.getAddress())) {
            queue.setDurable(false); // or the broker would write each PIN into its journal
        } else if (!Backlog.isForeign(queue.getName().toString())
                && everything.equals(queue.getAddress())) {
            var artemis = queue.getFilterString();
            queue.setFilterString(
                    artemis == null ? others : "(%s) AND %s".formatted(artemis, others));
        }
    }
}
