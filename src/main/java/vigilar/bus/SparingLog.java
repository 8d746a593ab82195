package vigilar.bus;

import org.slf4j.Logger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Writes a warning at most every ten seconds, so that one bad device cannot fill the disk with
/// log, and says how many it left out. Safe for all threads.
final class SparingLog {
    /// 10 s: soon enough for who looks, 8,640 lines a day at most.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Logger log;
    private final InstantSource clock;
    private Instant next = Instant.EPOCH;
    private long leftOut;

    SparingLog(Logger log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    synchronized void warn(String line) {
        var now = clock.instant();
        // a clock that was set back must not silence us until it has caught up
        if (now.isBefore(next) && !now.isBefore(next.minus(PAUSE))) {
            leftOut++;
            return;
        }
        log.warn("{}{}", line, leftOut == 0 ? "" : " (and " + leftOut + " like it since)");
        leftOut = 0;
        next = now.plus(PAUSE);
    }
}
