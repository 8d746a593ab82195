package vigilar.frontdoor;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for something that another process does, bounded, looking every 10 ms.
public final class Await {
    private static final Duration LOOK = Duration.ofMillis(10);

    /// 4: two classes of tests, browsers and compilers beside them share two cores on a bad day.
    /// What holds is seen at once all the same; only a failure takes longer.
    private static final int BUSY = 4;

    private Await() {}

    /// Returns once `holds` is true; fails with `what` after `patience`, which is meant for a
    /// machine that has nothing else to do.
    public static void until(String what, Duration patience, Callable<Boolean> holds) {
        var deadline = System.nanoTime() + BUSY * patience.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (holds.call()) {
                    return;
                }
                last = null;
            } catch (Exception notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new AssertionError("not within " + patience + ": " + what, last);
    }
}
