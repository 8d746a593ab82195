package vigilar.bus;

import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What waits in the embedded broker for devices that are away or do not answer. It lies in the
/// memory that all messages share; before that is full, and everybody would have to wait, the
/// longest of these backlogs is dropped. What waits for ourselves never is.
final class Backlog {
    /// 24 of the 32 MiB, see [BrokerPlan]: a quarter is left while we look once a second.
    static final long MOST_BYTES = 24L << 20;

    /// 4 MiB of it are theirs whatever else is full: when it is what waits for ourselves that fills
    /// the memory, dropping the little that waits for others would not help.
    static final long FAIR_BYTES = 4L << 20;

    /// 256 MiB on the disk: what the broker does not keep in memory, messages of a megabyte and
    /// more, must not take it from the journal of the house.
    static final long MOST_STORED_BYTES = 256L << 20;

    private final ActiveMQServer server;
    private final HouseRules rules;

    Backlog(ActiveMQServer server, HouseRules rules) {
        this.server = server;
        this.rules = rules;
    }

    /// Makes room if there is little; to be called every second.
    void trim() {
        if (!isTooMuch() && stored() <= MOST_STORED_BYTES) {
            return;
        }
        for (var queue : longestFirst(Queue::getPersistentSize)) {
            if (isTooMuch() || stored() > MOST_STORED_BYTES) {
                drop(queue);
            }
        }
        for (var queue : longestFirst(Queue::getDeliveringSize)) {
            if (isTooMuch()) {
                hangUp(queue);
            }
        }
    }

    private boolean isTooMuch() {
        return server.getPagingManager().getGlobalSize() > MOST_BYTES && stored() > FAIR_BYTES;
    }

    private long stored() {
        return foreign().mapToLong(Queue::getPersistentSize).sum();
    }

    private List<Queue> longestFirst(ToLongFunction<Queue> size) {
        return foreign()
                .filter(queue -> size.applyAsLong(queue) > 0)
                .sorted(Comparator.comparingLong(size).reversed())
                .toList();
    }

    private Stream<Queue> foreign() {
        return server.getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .filter(queue -> isForeign(queue.getName().toString()));
    }

    /// Neither ours nor one of the broker's own.
    static boolean isForeign(String queue) {
        return !queue.startsWith(HouseRules.OUR_CLIENT_IDS) && !queue.startsWith("$");
    }

    private void drop(Queue queue) {
        try {
            int dropped = queue.deleteAllReferences();
            if (dropped > 0) {
                rules.dropped(
                        owner(queue),
                        dropped + " messages that waited for it were dropped: too large");
            }
        } catch (Exception e) { // what Artemis declares
            throw new BusException("cannot make room in the broker", e);
        }
    }

    /// Who took messages and does not acknowledge them keeps them in the memory: they go back, and
    /// are dropped with the next look.
    private void hangUp(Queue queue) {
        for (var consumer : queue.getConsumers()) {
            if (consumer instanceof ServerConsumer reader) {
                for (var connection : server.getRemotingService().getConnections()) {
                    if (connection.getID().equals(reader.getConnectionID())) {
                        rules.dropped(
                                owner(queue), "hung up: it does not acknowledge what it gets");
                        connection.getTransportConnection().forceClose();
                    }
                }
            }
        }
    }

    /// The login whose session it is; empty in an open house.
    private static String owner(Queue queue) {
        var name = queue.getName().toString();
        int mark = name.indexOf(HouseRules.OWNER_MARK);
        return mark < 0 ? "" : name.substring(0, mark);
    }
}
