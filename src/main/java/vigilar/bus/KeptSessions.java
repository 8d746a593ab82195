package vigilar.bus;

import io.netty.handler.codec.mqtt.MqttTopicSubscription;

import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTSessionState;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sessions that the embedded broker keeps, as far as logins are concerned.
final class KeptSessions {
    /// 20 sessions of one login: what waits for each is kept while it is away. The broker forgets
    /// those of MQTT 3.1.1 after a day.
    static final int MOST_EACH = 20;

    /// One day, as for devices that do not come back while the broker runs.
    static final Duration UNCLAIMED = Duration.ofSeconds(BrokerPlan.FOREIGN_SESSION_SECONDS);

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
                remove(each, "a house whose store is gone");
            }
        }
    }

    /// What a kill left of sessions that had ended with it: their names, which would take the
    /// places of others. To be called before anybody is let in.
    void forgetEnded() {
        for (var each : unclaimed().toList()) {
            if (queuesOf(each).isEmpty()) {
                remove(each, "a session that has ended");
            }
        }
    }

    /// Sessions from before the start for which nobody came in [#UNCLAIMED]: the broker forgets
    /// over a restart how long it was to keep them, and would do so for ever. Ours wait.
    ///
    /// @param running since the start
    void forgetUnclaimed(Duration running) {
        if (running.compareTo(UNCLAIMED) >= 0) {
            unclaimed()
                    .filter(each -> !each.startsWith(HouseRules.OUR_CLIENT_IDS))
                    .toList()
                    .forEach(each -> remove(each, "a session for which nobody came in a day"));
        }
    }

    private Stream<String> unclaimed() {
        return states().filter(each -> each.getValue().getSession() == null).map(Map.Entry::getKey);
    }

    private void remove(String session, String whose) {
        var artemis = Objects.requireNonNull(server);
        try {
            long waited = 0;
            for (var queue : queuesOf(session)) {
                waited += queue.getMessageCount();
                artemis.destroyQueue(queue.getName(), null, false);
            }
            MQTTStateManager.getInstance(artemis).removeSessionState(session);
            if (waited > 0) {
                LOG.warn("{} messages waited for {}; they are dropped", waited, whose);
            }
        } catch (Exception e) { // what Artemis declares
            throw new BusException("cannot remove " + whose, e);
        }
    }

    private List<Queue> queuesOf(String session) {
        return Objects.requireNonNull(server)
                .getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .filter(queue -> queue.getName().toString().startsWith(session + "."))
                .toList();
    }

    private Stream<String> subscribed() {
        return states().filter(each -> !each.getValue().getSubscriptions().isEmpty())
                .map(Map.Entry::getKey);
    }

    private Stream<Map.Entry<String, MQTTSessionState>> states() {
        var artemis = server;
        if (artemis == null) {
            return Stream.empty();
        }
        try {
            return MQTTStateManager.getInstance(artemis).getSessionStates().entrySet().stream();
        } catch (Exception e) { // what Artemis declares
            throw new BusException("cannot look at the sessions of the broker", e);
        }
    }

    /// How many filters all sessions have, but for this one and ours.
    int filtersBeside(String session) {
        return states().filter(each -> !each.getKey().equals(session))
                .filter(each -> !each.getKey().startsWith(HouseRules.OUR_CLIENT_IDS))
                .mapToInt(each -> each.getValue().getSubscriptions().size())
                .sum();
    }

    Set<String> filtersOf(String session) {
        return states().filter(each -> each.getKey().equals(session))
                .flatMap(each -> each.getValue().getSubscriptions().stream())
                .map(MqttTopicSubscription::topicFilter)
                .collect(Collectors.toSet());
    }

    /// @param session the name of the one that is asked for; one that is there already has its
    ///   place
    boolean hasPlaceFor(String user, @Nullable String session) {
        if (session == null) {
            return true;
        }
        var all = states().map(Map.Entry::getKey).toList();
        var own = user + HouseRules.OWNER_MARK;
        return all.contains(session)
                || all.stream().filter(each -> each.startsWith(own)).count() < MOST_EACH;
    }
}
