package vigilar.bus;

import org.apache.activemq.artemis.core.persistence.impl.journal.OperationContextImpl;
import org.apache.activemq.artemis.utils.ActiveMQThreadPoolExecutor;

import java.util.concurrent.TimeUnit;

/// The broker's threads, each of which begins its next task knowing nothing of the one before.
///
/// A thread that has stored a device's message keeps that device's operation context. What it did
/// next for another client, such as noting what Vigilar has acknowledged, was counted there too;
/// and when another thread had just begun to store a message of that device, the one could end
/// before the other, as told in [KeptPromise]. That it did was not seen; that it may follows from
/// the order in which both are counted and written.
final class BrokerThreads extends ActiveMQThreadPoolExecutor {
    /// 8: clients are few, and what each of them says is worked off in order.
    private static final int MOST = 8;

    /// 60 s, as Artemis has it.
    private static final long IDLE_SECONDS = 60;

    /// 10 s for what is under way at the stop, as Artemis has it.
    private static final long STOP_SECONDS = 10;

    BrokerThreads() {
        super(
                0,
                MOST,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                Thread.ofPlatform().daemon().name("broker-", 0).factory());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        OperationContextImpl.clearContext();
        super.beforeExecute(thread, task);
    }

    /// Ends them, once the broker has stopped.
    void end() throws InterruptedException {
        shutdown();
        if (!awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
            shutdownNow();
        }
    }
}
