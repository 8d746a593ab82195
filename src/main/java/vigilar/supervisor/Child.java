package vigilar.supervisor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One process and its restarts. It holds the read end of a pipe that we never write to: when we
/// end in whatever way, the pipe closes and the child stops by itself.
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);

    private final ChildPlan plan;
    private final Consumer<String> log;
    private final CountDownLatch everReady = new CountDownLatch(1);
    private @Nullable Process process;
    private int failures;
    private long startedAt;
    private long restartAt;
    private boolean awaitingRestart;
    private boolean stopping;

    Child(ChildPlan plan, Consumer<String> log) {
        this.plan = plan;
        this.log = log;
    }

    String name() {
        return plan.name();
    }

    /// Starts it now.
    ///
    /// @throws IOException when the program cannot be started at all
    synchronized void start() throws IOException {
        if (stopping) {
            return;
        }
        var started = new ProcessBuilder(plan.command()).start();
        process = started;
        startedAt = System.nanoTime();
        awaitingRestart = false;
        relay(started.getInputStream(), "out", true);
        relay(started.getErrorStream(), "err", false);
    }

    /// One look: has it ended, is it time to start it again?
    synchronized void look(long now) {
        if (stopping || process == null || process.isAlive()) {
            return;
        }
        if (!awaitingRestart) {
            failures = RestartPause.failures(failures, Duration.ofNanos(now - startedAt));
            var pause = RestartPause.after(failures);
            awaitingRestart = true;
            restartAt = now + pause.toNanos();
            LOG.warn(
                    "{} ended with {}; starting it again in {} s",
                    name(),
                    process.exitValue(),
                    pause.toSeconds());
        } else if (now - restartAt >= 0) {
            try {
                start();
                LOG.info("{} started again", name());
            } catch (IOException failed) {
                LOG.error("{} cannot be started, trying again", name(), failed);
                failures++;
                restartAt = now + RestartPause.after(failures).toNanos();
            }
        }
    }

    /// Waits until it has been ready once, or until it ends.
    ///
    /// @return the exit value if it ended before it was ready, -1 if it is ready
    int awaitReadyOrEnd() throws InterruptedException {
        while (!everReady.await(100, TimeUnit.MILLISECONDS)) {
            var exit = exitValue();
            if (exit >= 0) {
                return exit;
            }
        }
        return -1;
    }

    private synchronized int exitValue() {
        if (process == null) {
            return stopping ? 0 : -1;
        }
        return process.isAlive() ? -1 : process.exitValue();
    }

    /// Asks it to stop and starts it no more.
    synchronized void askToStop() {
        stopping = true;
        if (process != null) {
            // Not Process.destroy(), which also closes the pipes: the child's last words are
            // wanted.
            process.toHandle().destroy();
        }
    }

    /// Waits for its end until then, and kills it if it is still there.
    void stopBy(long deadline) {
        Process last;
        synchronized (this) {
            last = process;
        }
        if (last == null) {
            return;
        }
        try {
            if (!last.waitFor(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                LOG.warn("{} did not stop in time: killing it", name());
                last.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            last.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void relay(InputStream stream, String which, boolean mayBeReady) {
        Thread.ofVirtual()
                .name(name() + " " + which)
                .start(
                        () -> {
                            try (var lines =
                                    new BufferedReader(
                                            new InputStreamReader(
                                                    stream, StandardCharsets.UTF_8))) {
                                for (var line = lines.readLine();
                                        line != null;
                                        line = lines.readLine()) {
                                    if (mayBeReady && line.startsWith("ready")) {
                                        plan.ready(line);
                                        everReady.countDown();
                                    } else {
                                        log.accept(name() + " | " + line);
                                    }
                                }
                            } catch (IOException gone) {
                                LOG.debug("the output of {} is gone", name(), gone);
                            }
                        });
    }
}
