package vigilar.bench.torture;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A fault that lasts: the time is the fault, and nothing is hoped for meanwhile.
final class Pause {
    private Pause() {}

    static void of(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
