package vigilar.intake;

import java.time.Duration;
import java.util.Map;
import java.util.SequencedMap;

/// Messages that carry a time of their own or a receipt of our broker, in the order of their
/// coming: an equal one is the same one, however it comes again. For one thread.
final class Seen {
    /// 25 hours: a device that was away for a day and says it all again.
    static final Duration KEPT = Duration.ofHours(25);

    /// 100,000 in some 12 MB: more than one a second all day. At the bound the oldest is forgotten.
    static final int MOST = 100_000;

    private final SequencedMap<Digest, Long> times;

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

    /// What is older than this is forgotten, on disk too.
    long oldestMillis() {
        Map.Entry<Digest, Long> first = times.firstEntry();
        return first == null ? Long.MIN_VALUE : first.getValue();
    }
}
