package vigilar.bench.field;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for a condition, with an end.
public final class Await {
    /// 20 ms: finer than anything that is judged here, and cheap.
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    private Await() {}

    /// What is waited for; may ask a house that is just not there.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /// True as soon as it holds, false when patience ran out first.
    public static boolean holds(Duration patience, Condition condition) {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            if (now(condition)) {
                return true;
            }
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /// Returns once it holds.
    ///
    /// @throws Trouble it did not in time
    public static void until(String what, Duration patience, Condition condition) {
        if (!holds(patience, condition)) {
            throw new Trouble("waited " + patience.toSeconds() + " s in vain: " + what);
        }
    }

    private static boolean now(Condition condition) {
        try {
            return condition.holds();
        } catch (RuntimeException defect) {
            throw defect;
        } catch (Exception notYet) { // what Condition declares: a house that is away
            return false;
        }
    }
}
