package vigilar.pictures;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Now, twice.
///
/// @param wall what the clock says: by it Frigate's record is asked for; somebody may set it
/// @param passed since the start: by it pauses are kept; nobody sets it, and it never goes back
record Moment(Instant wall, Duration passed) {
    static Supplier<Moment> by(InstantSource clock) {
        long began = System.nanoTime();
        return () -> new Moment(clock.instant(), Duration.ofNanos(System.nanoTime() - began));
    }
}
