package vigilar;

import java.time.Instant;
import java.time.InstantSource;

/// The two times that a house lives by: that of the wall, which somebody may set, and one that only
/// goes forward. Tests move both by hand, so that nobody waits a minute for a minute.
interface HouseClock extends InstantSource {
    /// Means nothing by itself: two of them say how long something took.
    long nanos();

    static HouseClock ofThisMachine() {
        return new HouseClock() {
            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
