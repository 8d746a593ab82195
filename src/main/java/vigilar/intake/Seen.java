package vigilar.intake;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/// Messages that carry a time of their own or a receipt of our broker, in the order of their
/// coming: an equal one is the same one, however it comes again. For one thread.
///
/// Their age is the time that a house has run since, not what the machine's clock says: one that
/// leapt years ahead would make us forget all of them at once, and one that leapt back would keep
/// those of the wrong time for ever and let the disk forget all others.
final class Seen {
    /// 25 hours: a device that was away for a day and says it all again.
    static final Duration KEPT = Duration.ofHours(25);

    /// 100,000 in some 12 MB: more than one a second all day. At the bound the oldest is forgotten.
    static final int MOST = 100_000;

    private static final long SECOND_MILLIS = Duration.ofSeconds(1).toMillis();

    private final SequencedMap<Digest, Long> times;
    private final long loadedMillis;
    private OptionalLong firstNanos = OptionalLong.empty();
    private long forgottenBefore = Long.MIN_VALUE;

    /// @param times oldest first
    /// @param nowMillis what a house that has seen nothing begins to count with
    Seen(SequencedMap<Digest, Long> times, long nowMillis) {
        this.times = times;
        loadedMillis = times.isEmpty() ? nowMillis : times.lastEntry().getValue();
    }

    /// True if it is new, and then remembered.
    ///
    /// @param nanos when it came, on the monotonic clock
    boolean isNew(Digest digest, long nanos) {
        if (firstNanos.isEmpty()) {
            firstNanos = OptionalLong.of(nanos);
        }
        long ran = TimeUnit.NANOSECONDS.toMillis(nanos - firstNanos.getAsLong());
        long atMillis = loadedMillis + ran;
        forgetBefore(atMillis - KEPT.toMillis());
        if (times.putIfAbsent(digest, atMillis) != null) {
            return false;
        }
        if (times.size() > MOST) {
            times.pollFirstEntry();
        }
        return true;
    }

    /// When the newest one came; that is what the disk shall know of what is new.
    long newestMillis() {
        return times.isEmpty() ? loadedMillis : times.lastEntry().getValue();
    }

    private void forgetBefore(long millis) {
        while (!times.isEmpty() && times.firstEntry().getValue() < millis) {
            times.pollFirstEntry();
        }
    }

    /// What the disk knows from before this may go, to the second: so it is looked for once a
    /// second and not at each commit, and no commit has much of it. Empty: that was done already.
    OptionalLong toForget() {
        if (times.isEmpty()) {
            return OptionalLong.empty();
        }
        long second = times.firstEntry().getValue() / SECOND_MILLIS * SECOND_MILLIS;
        return second == forgottenBefore ? OptionalLong.empty() : OptionalLong.of(second);
    }

    /// What [#toForget] said is gone from the disk.
    void forgotten(OptionalLong before) {
        forgottenBefore = before.orElse(forgottenBefore);
    }
}
