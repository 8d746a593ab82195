package vigilar.bus;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.persistence.OperationContext;
import org.apache.activemq.artemis.core.persistence.impl.journal.OperationContextImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/// Keeps what one client publishes in its order (MQTT 5.0, 4.6), all the way to each subscriber: a
/// door that was opened and closed must not be found open.
///
/// Artemis waits for its journal in "operation contexts", one in force on each thread, and keeps
/// the order of what waits in the same one. Artemis 2.53 works off a session's packets on any
/// thread of its pool, with whatever context that thread has, and on a busy machine the second of
/// two messages overtakes the first: on its way in, where a message is handed on once it is synced,
/// and on its way out, where it is written once all that is pending on that thread is. So the right
/// context is put in force at both places. Safe for all threads.
final class InOrder implements ActiveMQServerMessagePlugin {
    private final ThreadLocal<@Nullable OperationContext> idle = new ThreadLocal<>();
    private volatile @Nullable ActiveMQServer server;

    @Override
    public void registered(ActiveMQServer artemis) {
        server = artemis;
    }

    /// The commit and the acknowledgement that follow on this thread use the context of the
    /// session.
    @Override
    public void beforeSend(
            ServerSession session,
            Transaction tx,
            Message message,
            boolean direct,
            boolean noAutoCreateQueue) {
        OperationContextImpl.setContext(session.getSessionContext());
    }

    /// What is delivered is durable already: nothing has to be waited for, and one thread at a time
    /// delivers from a queue.
    @Override
    public void beforeDeliver(ServerConsumer consumer, MessageReference reference) {
        OperationContextImpl.setContext(idleContext());
    }

    private OperationContext idleContext() {
        var known = idle.get();
        if (known instanceof OperationContextImpl context
                && context.getStoreLineUpField() == context.getStored()) {
            return context;
        }
        var artemis = server;
        if (artemis == null) {
            throw new IllegalStateException("delivers before it is registered");
        }
        var made = new OperationContextImpl(artemis.getExecutorFactory().getExecutor());
        idle.set(made);
        return made;
    }
}
