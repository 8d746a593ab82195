package vigilar.intake;

import java.time.Duration;
import java.util.OptionalLong;

/// Since when nothing reaches us, and whether that was told. Outlives the connections: who cuts the
/// link of an armed house must not be heard of only when it is back, if it ever is. Safe for all
/// threads.
final class Deafness {
    /// 1 min: a broker that is restarted is back sooner.
    static final Duration WORTH_AN_ALERT = Duration.ofMinutes(1);

    private final long patienceNanos;
    private boolean deaf;
    private boolean told;
    private long sinceNanos;

    /// @param patience until it is told
    Deafness(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /// Nothing reaches us from then on; keeps the earlier moment if it was so already.
    synchronized void begins(long nanos) {
        if (!deaf) {
            deaf = true;
            told = false;
            sinceNanos = nanos;
        }
    }

    synchronized void ends() {
        deaf = false;
    }

    /// @return since when, if it has lasted long enough and nobody was told
    synchronized OptionalLong untold(long nowNanos) {
        return deaf && !told && nowNanos - sinceNanos >= patienceNanos
                ? OptionalLong.of(sinceNanos)
                : OptionalLong.empty();
    }

    /// It stands on the timeline.
    synchronized void wasTold() {
        told = true;
    }
}
