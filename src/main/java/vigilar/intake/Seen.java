package vigilar.intake;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Messages that carry a time of their own or a receipt of our broker, in the order of their
/// coming: an equal one is the same one, however it comes again. For one thread.
final class Seen {
    /// 25 hours: a device that was away for a day and says it all again.
    static final Duration KEPT = Duration.ofHours(25);

    /// 100,000 in some 12 MB: more than one a second all day. At the bound the oldest is forgotten.
    static final int MOST = 100_000;

    private static final long SECOND_MILLIS = Duration.ofSeconds(1).toMillis();

    private final SequencedMap<Digest, Long> times;
    private long forgottenBefore = Long.MIN_VALUE;

    /// @param times oldest first
    Seen(SequencedMap<Digest, Long> times) {
        this.times = times;
    }

    /// True if it is new, and then remembered.
    boolean isNew(Digest digest, long atMillis) {
        forgetBefore(atMillis - KEPT.toMillis());
        if (times.putIfAbsent(digest, atMillis) != null) {
            return false;
        }
        if (times.size() > MOST) {
            times.pollFirstEntry();
        }
        return true;
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
