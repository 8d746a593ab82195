package vigilar.intake;

import java.util.LinkedHashMap;
import java.util.Map;

/// How much of what comes is looked at, so that one who says too much keeps nobody else waiting: so
/// much of each topic in the long run, and of the everyday all together. What opens, moves, leaks
/// or burns has the lane beside it: only its own topic counts. For one thread.
///
/// Only for a broker of somebody else's: our own makes a device that says too much wait, and
/// nothing is lost by that. Nor does it hold right after a connection ([Grace]).
final class Budget {
    /// 25 seconds' worth at once: a device that was away and says what it had kept.
    static final int AT_ONCE_SECONDS = 25;

    /// 10 times what one topic may: a house full of thermometers and cameras says less.
    static final int EVERYDAY = 10;

    /// 4,096 topics; of one that was forgotten everything is new.
    private static final int MOST_TOPICS = 4_096;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Lane.Of lanes;
    private final int rate;
    private final Bucket everyday;
    private final Map<String, Topic> topics =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Topic> eldest) {
                    return size() > MOST_TOPICS;
                }
            };

    private record Topic(Lane lane, Bucket bucket) {}

    /// @param rate messages a second of one topic in the long run
    Budget(Lane.Of lanes, int rate) {
        this.lanes = lanes;
        this.rate = rate;
        this.everyday = new Bucket(rate * EVERYDAY);
    }

    /// Whether there is room for one more on that topic.
    boolean holds(String topic, long nanos) {
        var known =
                topics.computeIfAbsent(topic, it -> new Topic(lanes.topic(it), new Bucket(rate)));
        if (!known.bucket().holds(nanos)) {
            return false;
        }
        return known.lane() == Lane.SECURITY || everyday.holds(nanos);
    }

    /// Fills up with time; each message takes one.
    private static final class Bucket {
        private final double most;
        private final double perNano;
        private double left;
        private long seen;
        private boolean used;

        Bucket(int rate) {
            most = (double) rate * AT_ONCE_SECONDS;
            perNano = rate / NANOS_PER_SECOND;
            left = most;
        }

        boolean holds(long nanos) {
            if (used) {
                left = Math.min(most, left + (nanos - seen) * perNano);
            }
            used = true;
            seen = nanos;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }
    }
}
