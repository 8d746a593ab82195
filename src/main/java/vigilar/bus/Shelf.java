package vigilar.bus;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.postoffice.RoutingStatus;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// What the embedded broker keeps for whoever subscribes later (retained messages), and how much of
/// it is whose. It lies in the memory that all messages share, so that without a bound one camera
/// with pictures would make everybody wait. The owner is stored with each message, and what the
/// broker holds is counted, so the bounds are true after a restart too. Safe for all threads.
final class Shelf implements ActiveMQServerMessagePlugin {
    /// 1,000 messages of one login: two of each device of a large network; each costs the broker a
    /// queue.
    static final int MOST_EACH = 1_000;

    static final int MOST = 2_000;

    /// 2 KiB: states and availability. Such count by number only, so that pictures on the shelf do
    /// not keep off the word that a camera is offline.
    static final int SMALL_BYTES = 2 << 10;

    /// 6 MiB of larger ones each: the longest lists of devices. With 12 MiB in all, and the small
    /// ones, half of the broker's memory at most.
    static final long MOST_BYTES_EACH = 6L << 20;

    static final long MOST_BYTES = 12L << 20;

    /// 300 bytes beside topic and payload: what the broker stores with each message.
    private static final int OVERHEAD_BYTES = 300;

    /// 10 s: what has expired is not told to us, so a full shelf is counted again, and not often.
    private static final long RECOUNT_NANOS = 10_000_000_000L;

    /// Stored with each message; subscribers do not see them.
    private static final SimpleString OWNER = SimpleString.of("vigilarOwner");

    /// What it counts for.
    private static final SimpleString BYTES = SimpleString.of("vigilarBytes");

    private final WildcardConfiguration wildcards;
    private final LongSupplier nanos;
    private final Map<String, Item> kept = new HashMap<>();

    /// On their way through the broker, by topic.
    private final Map<String, Item> wished = new HashMap<>();

    private @Nullable ActiveMQServer server;
    private long counted;
    private boolean everCounted;

    /// @param nanos a clock that only goes forward
    Shelf(WildcardConfiguration wildcards, LongSupplier nanos) {
        this.wildcards = wildcards;
        this.nanos = nanos;
    }

    private record Item(String owner, long bytes) {}

    /// A place for a message that is on its way; to be given back when the broker is done with it.
    record Wish(String address, String owner, long bytes) {}

    synchronized void of(ActiveMQServer artemis) {
        server = artemis;
    }

    /// A place for a retained message; empty if there is none, and it must not be kept.
    ///
    /// @param mayBeTheirs by topic: the broker forgets the owner of a message of a megabyte and
    ///   more when it restarts; it then counts for all who may publish there
    synchronized Optional<Wish> reserve(
            String owner, Predicate<String> mayBeTheirs, String topic, int payloadBytes) {
        var address = MQTTUtil.getCoreAddressFromMqttTopic(topic, wildcards);
        long bytes = (long) payloadBytes + topic.length() + OVERHEAD_BYTES;
        var wish = new Wish(address, owner, bytes);
        if (!everCounted) {
            count();
        }
        if (!fits(wish, mayBeTheirs)) {
            if (nanos.getAsLong() - counted < RECOUNT_NANOS) {
                return Optional.empty();
            }
            count();
            if (!fits(wish, mayBeTheirs)) {
                return Optional.empty();
            }
        }
        wished.put(address, new Item(owner, bytes));
        return Optional.of(wish);
    }

    synchronized void release(Wish wish) {
        wished.remove(wish.address(), new Item(wish.owner(), wish.bytes()));
    }

    private boolean fits(Wish wish, Predicate<String> mayBeTheirs) {
        var then = new HashMap<>(kept);
        then.putAll(wished);
        then.remove(wish.address());
        int own = 0;
        long bytes = 0;
        long ownBytes = 0;
        for (var each : then.entrySet()) {
            var item = each.getValue();
            long large = item.bytes() > SMALL_BYTES ? item.bytes() : 0;
            bytes += large;
            if (item.owner().equals(wish.owner())
                    || (item.owner().isEmpty() && mayBeTheirs.test(topic(each.getKey())))) {
                own++;
                ownBytes += large;
            }
        }
        long more = wish.bytes() > SMALL_BYTES ? wish.bytes() : 0;
        return then.size() < MOST
                && own < MOST_EACH
                && (more == 0
                        || (bytes + more <= MOST_BYTES && ownBytes + more <= MOST_BYTES_EACH));
    }

    private String topic(String address) {
        return MQTTUtil.getMqttTopicFromCoreAddress(address, wildcards);
    }

    @Override
    public synchronized void beforeSend(
            ServerSession session,
            Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue)
            throws ActiveMQException {
        if (isRetained(message)) {
            var reserved = wished.get(message.getAddress());
            message.putStringProperty(OWNER, SimpleString.of(owner(session)));
            message.putLongProperty(
                    BYTES, reserved == null ? message.getPersistentSize() : reserved.bytes());
        }
    }

    /// The broker puts it on the shelf right after this, in the same transaction.
    @Override
    public synchronized void afterSend(
            ServerSession session,
            Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue,
            RoutingStatus result)
            throws ActiveMQException {
        if (!isRetained(message)) {
            return;
        }
        if (!message.isLargeMessage()
                && message.toCore().getReadOnlyBodyBuffer().readableBytes() == 0) {
            kept.remove(message.getAddress()); // that is how one clears it
        } else {
            kept.put(message.getAddress(), item(message));
        }
    }

    private static Item item(Message message) throws ActiveMQException {
        var owner = message.getStringProperty(OWNER);
        return new Item(
                owner == null ? "" : owner,
                message.containsProperty(BYTES)
                        ? message.getLongProperty(BYTES)
                        : message.getPersistentSize());
    }

    private static boolean isRetained(Message message) {
        return message.containsProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY)
                && message.getBooleanProperty(MQTTUtil.MQTT_MESSAGE_RETAIN_KEY);
    }

    private static String owner(ServerSession session) {
        var user = session.getUsername();
        return user == null ? "" : user;
    }

    /// What the broker really holds.
    private void count() {
        counted = nanos.getAsLong();
        everCounted = true;
        if (server == null) {
            return;
        }
        kept.clear();
        server.getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .filter(queue -> isShelf(queue.getName().toString()))
                .forEach(this::count);
    }

    static boolean isShelf(String queue) {
        return queue.startsWith(MQTTUtil.MQTT_RETAIN_ADDRESS_PREFIX);
    }

    private void count(Queue queue) {
        try (var messages = queue.browserIterator()) {
            if (messages.hasNext()) {
                kept.put(
                        queue.getName()
                                .toString()
                                .substring(MQTTUtil.MQTT_RETAIN_ADDRESS_PREFIX.length()),
                        item(messages.next().getMessage()));
            }
        } catch (ActiveMQException e) {
            throw new BusException("cannot look at a retained message", e);
        }
    }
}
