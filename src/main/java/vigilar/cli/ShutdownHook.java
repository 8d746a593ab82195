package vigilar.cli;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Stops on SIGTERM and Ctrl-C, in order and in time, with exit code 0: left to itself the JVM ends
/// with 143.
final class ShutdownHook implements Stop {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownHook.class);

    /// 9 s: the promise is 10. What is stored by then is durable, so ending hard loses nothing.
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    private final CountDownLatch never = new CountDownLatch(1);
    private @Nullable Thread hook;

    @Override
    public synchronized void onStop(Runnable closing) {
        var added = new Thread(() -> stop(closing), "stop");
        Runtime.getRuntime().addShutdownHook(added);
        hook = added;
    }

    private static void stop(Runnable closing) {
        Thread.ofPlatform().daemon().name("stop in time").start(ShutdownHook::endInTime);
        try {
            closing.run();
        } finally {
            Runtime.getRuntime().halt(ExitCode.OK);
        }
    }

    private static void endInTime() {
        try {
            Thread.sleep(PATIENCE);
        } catch (InterruptedException _) {
            return;
        }
        LOG.error("not all parts stopped within {} s: ending anyway", PATIENCE.toSeconds());
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    @Override
    public void forget() {
        Thread added;
        synchronized (this) {
            added = hook;
        }
        if (added == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(added);
        } catch (IllegalStateException _) {
            // Stopping already: the hook ends the program.
            try {
                await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void await() throws InterruptedException {
        never.await();
    }
}
