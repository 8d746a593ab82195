package vigilar.bus;

import java.util.function.LongSupplier;

/// How often something may happen: so many times at once, and so many times a second in the long
/// run. Safe for all threads.
final class Pace {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double atOnce;
    private final LongSupplier nanos;
    private double left;
    private long looked;
    private boolean late;

    /// @param nanos a clock that only goes forward, such as [System#nanoTime]
    Pace(double perSecond, double atOnce, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.nanos = nanos;
        this.left = atOnce;
        this.looked = nanos.getAsLong();
    }

    /// It happens, if that is not too often; false: it must not.
    synchronized boolean take() {
        catchUp();
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /// It happened anyway. True when it has become too often with this one, for the first time
    /// since all was well.
    synchronized boolean happened() {
        catchUp();
        left--;
        if (left >= 0 || late) {
            return false;
        }
        late = true;
        return true;
    }

    /// True until enough time has passed for what happened.
    synchronized boolean isOver() {
        catchUp();
        return left < 0;
    }

    private void catchUp() {
        long now = nanos.getAsLong();
        left = Math.min(atOnce, left + (now - looked) / NANOS * perSecond);
        looked = now;
        if (left >= atOnce) {
            late = false;
        }
    }
}
