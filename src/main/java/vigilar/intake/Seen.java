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

    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

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

    /// Before this all that the disk still has is forgotten, to the minute: so it is looked for
    /// once a minute and not at each commit. Empty: it has nothing older.
    OptionalLong toForget() {
        if (times.isEmpty()) {
            return OptionalLong.empty();
        }
        long minute = times.firstEntry().getValue() / MINUTE_MILLIS * MINUTE_MILLIS;
        return minute == forgottenBefore ? OptionalLong.empty() : OptionalLong.of(minute);
    }

    /// What [#toForget] said is gone from the disk.
    void forgotten(OptionalLong before) {
        forgottenBefore = before.orElse(forgottenBefore);
    }
}
