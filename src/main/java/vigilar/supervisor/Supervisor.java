package vigilar.supervisor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Runs each part's loop on a thread of its own and starts it again with a growing pause when it
/// fails. A failing part is visible on the [Health] board, retried, and alone. Only an error of the
/// virtual machine itself (no memory left) ends the process: after one, nothing can be promised,
/// and the service manager (or the parent process) starts us anew.
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /// 1 s: a short trouble (a port not yet free) is over by then.
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /// 60 s: often enough that nobody waits long once the cause is gone, seldom enough to spare log
    /// and machine.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /// After a minute without failure the old ones are forgotten.
    private static final Duration HEALTHY = Duration.ofSeconds(60);

    /// 5 s: half of what the whole stop may take.
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Health health;
    private final InstantSource clock;
    private final List<Thread> threads = new ArrayList<>();

    public Supervisor(Health health, InstantSource clock) {
        this.health = health;
        this.clock = clock;
    }

    /// Starts the part now and keeps it going until [#close].
    public synchronized void watch(String part, Subsystem subsystem) {
        health.starting(part);
        threads.add(Thread.ofPlatform().name(part).start(() -> keepRunning(part, subsystem)));
    }

    private void keepRunning(String part, Subsystem subsystem) {
        int failures = 0;
        while (!Thread.currentThread().isInterrupted()) {
            var began = clock.instant();
            try {
                subsystem.run();
                return;
            } catch (InterruptedException _) {
                return;
            } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
                if (Thread.currentThread().isInterrupted()) {
                    // told to stop in a wait that cannot say so by its own exception
                    LOG.info("{} stopped: {}", part, Failures.inWords(failure));
                    return;
                }
                if (Duration.between(began, clock.instant()).compareTo(HEALTHY) > 0) {
                    failures = 0;
                }
                failures++;
                LOG.error("{} failed (time {}), trying again", part, failures, failure);
                health.down(part, Failures.inWords(failure));
            } catch (Error broken) {
                LOG.error(
                        "{} met an error that nothing can be promised after: ending the process",
                        part,
                        broken);
                Runtime.getRuntime().halt(70);
            }
            if (!paused(failures)) {
                return;
            }
        }
    }

    private static boolean paused(int failures) {
        try {
            Thread.sleep(pauseAfter(failures, ThreadLocalRandom.current().nextDouble()));
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /// Doubles from 1 s to 60 s, then shortened by up to a quarter so that many do not come back in
    /// step.
    ///
    /// @param chance from 0 to 1
    static Duration pauseAfter(int failures, double chance) {
        var doubled = SHORTEST_PAUSE.multipliedBy(1L << Math.clamp(failures - 1, 0, 6));
        var longest = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return longest.minus(Duration.ofMillis((long) (longest.toMillis() * chance / 4)));
    }

    /// Stops all parts, last started first, and waits for each, up to 5 s in all.
    @Override
    public synchronized void close() {
        var deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
        for (var thread : threads.reversed()) {
            thread.interrupt();
            try {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    LOG.warn("{} did not stop in time", thread.getName());
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }
}
