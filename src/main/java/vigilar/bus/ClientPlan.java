package vigilar.bus;

import java.util.List;
import java.util.Optional;

/// What a client wants from the broker.
///
/// @param name who it is in logs and health: `intake`, `announcer`
/// @param session whether the broker keeps messages for us while we are away
/// @param topicFilters MQTT topic filters, QoS 1; empty for a client that only publishes
/// @param receiveMaximum how many unacknowledged messages the broker may have with us (1 to
///   65,535): the backpressure
/// @param receiver called for each delivery, one at a time and in order; may block, which slows the
///   broker down
/// @param watcher told of each change of the link, on a thread of the client
/// @param seesRetain a message that is published to be kept is delivered as such also when it comes
///   while we listen: for who must not obey those at all
/// @param will said by the broker when this client is gone, however it went, [BusClient#close] too;
///   for passing sessions
public record ClientPlan(
        String name,
        Session session,
        List<String> topicFilters,
        int receiveMaximum,
        Receiver receiver,
        LinkWatcher watcher,
        boolean seesRetain,
        Optional<Publication> will) {

    public ClientPlan {
        topicFilters = List.copyOf(topicFilters);
        if (receiveMaximum < 1 || receiveMaximum > 65_535) {
            throw new IllegalArgumentException(
                    "receive maximum: 1 to 65,535, not " + receiveMaximum);
        }
        if (will.isPresent() && session instanceof Session.Lasting) {
            throw new IllegalArgumentException(
                    "a will takes a passing session: of a lasting one Artemis never says it");
        }
    }

    public ClientPlan(
            String name,
            Session session,
            List<String> topicFilters,
            int receiveMaximum,
            Receiver receiver,
            LinkWatcher watcher) {
        this(
                name,
                session,
                topicFilters,
                receiveMaximum,
                receiver,
                watcher,
                false,
                Optional.empty());
    }

    /// The same, which sees of each message whether it was published to be kept.
    public ClientPlan seeingRetain() {
        return new ClientPlan(
                name, session, topicFilters, receiveMaximum, receiver, watcher, true, will);
    }

    /// The same, of which the broker says this when it is gone.
    public ClientPlan leaving(Publication word) {
        return new ClientPlan(
                name,
                session,
                topicFilters,
                receiveMaximum,
                receiver,
                watcher,
                seesRetain,
                Optional.of(word));
    }

    /// A client that only publishes.
    public static ClientPlan publisher(String name, LinkWatcher watcher) {
        return new ClientPlan(
                name, new Session.Passing(), List.of(), 16, Delivery::acknowledge, watcher);
    }

    public sealed interface Session {
        /// Random client id, clean start: nothing is kept for us. For all who can look things up in
        /// the journal.
        record Passing() implements Session {}

        /// A session that the broker keeps under this client id: what comes while we are away waits
        /// for us.
        record Lasting(String clientId) implements Session {}
    }

    @FunctionalInterface
    public interface Receiver {
        void receive(Delivery delivery) throws InterruptedException;
    }

    @FunctionalInterface
    public interface LinkWatcher {
        void changed(Link link);
    }
}
