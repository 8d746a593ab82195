package vigilar.arming;

import java.time.Instant;
import java.time.InstantSource;

/// The panel's time: never goes back, not by a wall clock that was set, and not behind what was
/// stored. A machine that wakes up in 1970 must not wait fifty years for the end of an entry delay,
/// and one whose clock leaps ahead must not end it at once.
final class SteadyClock implements InstantSource {
    private final Instant began;
    private final long beganNanos = System.nanoTime();

    /// @param wall when this life of the panel begins
    /// @param stored the last moment that an earlier life knew
    SteadyClock(InstantSource wall, Instant stored) {
        var now = wall.instant();
        began = now.isBefore(stored) ? stored : now;
    }

    /// To the millisecond, as it is stored.
    @Override
    public Instant instant() {
        long millis = (System.nanoTime() - beganNanos) / 1_000_000;
        return Instant.ofEpochMilli(began.toEpochMilli() + millis);
    }
}
