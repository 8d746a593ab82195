package vigilar.bus;

import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// The sessions that the embedded broker keeps, as far as logins are concerned.
final class KeptSessions {
    /// 20 sessions of one login: what waits for each is kept while it is away. The broker forgets
    /// those of MQTT 3.1.1 after a day.
    static final int MOST_EACH = 20;

    private static final Logger LOG = LoggerFactory.getLogger(KeptSessions.class);

    private volatile @Nullable ActiveMQServer server;

    void of(ActiveMQServer artemis) {
        server = artemis;
    }

    /// True if a session that begins so has a subscription that waits for it.
    boolean anyOf(String house) {
        return subscribed().anyMatch(each -> each.startsWith(house));
    }

    /// Nobody comes back for the sessions of a house whose store is gone: what they gather would
    /// fill the broker.
    void removeOthersThan(String house) {
        for (var each : subscribed().toList()) {
            if (each.startsWith(HouseRules.OUR_CLIENT_IDS) && !each.startsWith(house)) {
                remove(each);
            }
        }
    }

    private void remove(String session) {
        var artemis = Objects.requireNonNull(server);
        try {
            long waited = 0;
            for (var queue : queuesOf(session, artemis)) {
                waited += queue.getMessageCount();
                artemis.destroyQueue(queue.getName(), null, false);
            }
            MQTTStateManager.getInstance(artemis).removeSessionState(session);
            LOG.warn(
                    "{} messages waited for a house whose store is gone; they are dropped", waited);
        } catch (Exception e) { // what Artemis declares
            throw new BusException("cannot remove a session of an earlier house", e);
        }
    }

    private static List<Queue> queuesOf(String session, ActiveMQServer artemis) {
        return artemis.getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .filter(queue -> queue.getName().toString().startsWith(session + "."))
                .toList();
    }

    private Stream<String> subscribed() {
        var artemis = server;
        if (artemis == null) {
            return Stream.empty();
        }
        try {
            return MQTTStateManager.getInstance(artemis).getSessionStates().entrySet().stream()
                    .filter(each -> !each.getValue().getSubscriptions().isEmpty())
                    .map(Map.Entry::getKey);
        } catch (Exception e) { // what Artemis declares
            throw new BusException("cannot look at the sessions of the broker", e);
        }
    }

    /// @param session the name of the one that is asked for; one that is there already has its
    ///   place
    boolean hasPlaceFor(String user, @Nullable String session) {
        var artemis = server;
        if (artemis == null || session == null) {
            return true;
        }
        try {
            var all = MQTTStateManager.getInstance(artemis).getSessionStates().keySet();
            var own = user + HouseRules.OWNER_MARK;
            return all.contains(session)
                    || all.stream().filter(each -> each.startsWith(own)).count() < MOST_EACH;
        } catch (Exception e) { // what Artemis declares
            throw new BusException("cannot look at the sessions of the broker", e);
        }
    }
}
