package vigilar.bus;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.security.SecurityAuth;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.impl.AddressInfo;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;

import java.util.EnumSet;

/// Keeps an acknowledgement waiting until its own message is synced.
///
/// Artemis counts in an operation context what was begun and what is done, and acknowledges a
/// message once as much is done as was begun when it came. That is right while things end in the
/// order in which they began, as in one journal. Addresses and queues go into a journal of their
/// own (the bindings): a device that speaks on a topic for the first time, or for the first time in
/// a while, makes one, in the context that the thread has from the message before, of whichever
/// device. It may end first, and was taken for that message: acknowledged some 20 ms before it was
/// written, and gone if the power went then (2.53; found by `./torture power-loss`). So what goes
/// into the bindings is counted in a context of its own.
final class KeptPromise implements ActiveMQServerPlugin {
    private static final ThreadLocal<@Nullable OperationContext> ASIDE = new ThreadLocal<>();

    private volatile @Nullable ActiveMQServer server;

    @Override
    public void registered(ActiveMQServer artemis) {
        server = artemis;
    }

    /// From here on [KeptOrder] says whose context it is.
    @Override
    public void beforeSend(
            ServerSession session,
            Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue) {
        ASIDE.remove();
    }

    /// What was put aside before and not taken back, since its work failed, stays the one to take
    /// back.
    private void putAside() {
        var artemis = server;
        if (artemis != null && artemis.getStorageManager() != null) {
            if (ASIDE.get() == null) {
                ASIDE.set(artemis.getStorageManager().getContext());
            }
            artemis.getStorageManager().clearContext();
        }
    }

    private void takeBack() {
        var artemis = server;
        var before = ASIDE.get();
        ASIDE.remove();
        if (artemis != null && before != null) {
            artemis.getStorageManager().setContext(before);
        }
    }

    @Override
    public void beforeAddAddress(AddressInfo address, boolean reload) {
        putAside();
    }

    @Override
    public void afterAddAddress(AddressInfo address, boolean reload) {
        takeBack();
    }

    @Override
    public void beforeUpdateAddress(SimpleString address, EnumSet<RoutingType> types) {
        putAside();
    }

    @Override
    public void afterUpdateAddress(AddressInfo address) {
        takeBack();
    }

    /// Its work goes on after it was told to be done; nothing that is acknowledged follows it on
    /// this thread before the next message.
    @Override
    public void beforeRemoveAddress(SimpleString address) {
        putAside();
    }

    @Override
    public void beforeCreateQueue(QueueConfiguration queue) {
        putAside();
    }

    @Override
    public void afterCreateQueue(Queue queue) {
        takeBack();
    }

    /// As with [#beforeRemoveAddress].
    @Override
    public void beforeDestroyQueue(
            Queue queue,
            SecurityAuth session,
            boolean checkConsumerCount,
            boolean removeConsumers,
            boolean autoDeleteAddress) {
        putAside();
    }
}
