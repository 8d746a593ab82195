package vigilar.bus;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/// Keeps the order in which a device says things (MQTT 5.0, 4.6), down to whoever hears it: a door
/// that was opened and closed must not end as an open one.
///
/// Artemis does what follows a sync (hand out, acknowledge) in the order of an operation context,
/// and takes the one of the thread. Its MQTT names the session's context once, on the thread that
/// took the connection, and handles packets on a pool: there each thread has another one, and two
/// messages of one device overtake each other (2.53; reported there as ARTEMIS-6191). So the
/// session's own is put in its place before each message is stored.
final class KeptOrder implements ActiveMQServerPlugin {
    private volatile @Nullable ActiveMQServer server;

    @Override
    public void registered(ActiveMQServer artemis) {
        server = artemis;
    }

    @Override
    public void beforeSend(
            ServerSession session,
            Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue) {
        var artemis = server;
        if (artemis != null) {
            artemis.getStorageManager().setContext(session.getSessionContext());
        }
    }

    @Override
    public void beforeDeliver(ServerConsumer consumer, MessageReference reference) {
        var artemis = server;
        if (artemis != null) {
            artemis.getStorageManager().clearContext();
        }
    }
}
