package vigilar.bus;

import org.apache.activemq.artemis.core.protocol.mqtt.MQTTStateManager;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.jspecify.annotations.Nullable;

/// The sessions that the embedded broker keeps, as far as logins are concerned.
final class KeptSessions {
    /// 20 sessions of one login: what waits for each is kept while it is away. The broker forgets
    /// those of MQTT 3.1.1 after a day.
    static final int MOST_EACH = 20;

    private volatile @Nullable ActiveMQServer server;

    void of(ActiveMQServer artemis) {
        server = artemis;
    }

    /// True if the house has a subscription that waits for it.
    boolean anyOfOurs() {
        var artemis = server;
        if (artemis == null) {
            return false;
        }
        try {
            return MQTTStateManager.getInstance(artemis).getSessionStates().entrySet().stream()
                    .anyMatch(
                            each ->
                                    each.getKey().startsWith(HouseRules.OUR_CLIENT_IDS)
                                            && !each.getValue().getSubscriptions().isEmpty());
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
