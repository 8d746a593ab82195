package vigilar.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Says every few seconds how far something is, when that has changed.
final class Progress implements AutoCloseable {
    /// 5 s: one sees that it goes on, and an hour's log can still be read.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintStream err;
    private final Supplier<String> state;
    private final CountDownLatch closing = new CountDownLatch(1);

    private Progress(PrintStream err, Supplier<String> state) {
        this.err = err;
        this.state = state;
    }

    static Progress of(PrintStream err, Supplier<String> state) {
        var progress = new Progress(err, state);
        Thread.ofPlatform().daemon().name("progress").start(progress::tell);
        return progress;
    }

    private void tell() {
        try {
            for (var said = ""; !closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS); ) {
                var now = state.get();
                if (!now.equals(said)) {
                    err.println("  " + now);
                    said = now;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
