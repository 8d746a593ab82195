package vigilar.arming;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The panel's time: never goes back, not by a wall clock that was set, and not behind what was
/// stored. A machine that wakes up in 1970 must not wait fifty years for the end of an entry delay,
/// and one whose clock leaps ahead must not end it at once.
final class SteadyClock implements InstantSource {
    private final LongSupplier nanos;
    private final Instant began;
    private final long beganNanos;

    /// @param wall when this life of the panel begins
    /// @param ahead how far it was before the wall clock when that life ended, if that shall go on.
    ///   What lies before the stored moment by that was set meanwhile. Else a wall clock that was
    ///   set right cannot be told from one that still is as it was: it counts as the latter, so
    ///   that a deadline comes early rather than late
    /// @param nanos a clock that only goes forward, such as [System#nanoTime]
    /// @param stored the last moment that an earlier life knew
    SteadyClock(InstantSource wall, Duration ahead, LongSupplier nanos, Instant stored) {
        this.nanos = nanos;
        var now = wall.instant();
        var asBefore = now.plus(ahead);
        var then = asBefore.isBefore(stored) ? now : asBefore;
        began = then.isBefore(stored) ? stored : then;
        beganNanos = nanos.getAsLong();
    }

    /// To the millisecond, as it is stored.
    @Override
    public Instant instant() {
        long millis = (nanos.getAsLong() - beganNanos) / 1_000_000;
        return Instant.ofEpochMilli(began.toEpochMilli() + millis);
    }
}
