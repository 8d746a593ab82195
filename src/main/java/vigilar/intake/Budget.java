package vigilar.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How much of what comes is looked at, so that one who says too much keeps nobody else waiting: so
/// much of each known topic in the long run, as much of all new ones together, and ten times that
/// of the everyday all together. What opens, moves, leaks or burns has the lane beside it: there
/// only its own topic counts. For one thread.
///
/// Only for a broker of somebody else's: our own makes a device that says too much wait, and
/// nothing is lost by that. Nor does it hold right after a connection ([Grace]).
final class Budget {
    /// 25 seconds' worth at once: a device that was away and says what it had kept.
    static final int AT_ONCE_SECONDS = 25;

    /// 10 times what one topic may: a house full of thermometers and cameras says less.
    static final int EVERYDAY = 10;

    /// 4,096 topics, eight times what a large home has, are known, and as many on their way to it.
    /// Who is known stays, since a door that says nothing for weeks is one all the same; of the
    /// others the first is forgotten, so that a flood of invented ones is gone soon after it ends.
    static final int MOST_TOPICS = 4_096;

    /// 10 min after it was first heard a topic is known, if there was room for all it said since:
    /// longer than it takes to notice most floods, and soon enough for a device that was bought
    /// today.
    static final long NEW = Duration.ofMinutes(10).toNanos();

    private static final double NANOS_PER_SECOND = 1e9;

    private final Lane.Of lanes;
    private final int rate;
    private final Bucket everyday;
    private final Bucket newcomers;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<String, Newcomer> fresh =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Newcomer> eldest) {
                    return size() > MOST_TOPICS;
                }
            };

    /// A message for which there is no room.
    ///
    /// @param newcomer its topic has no room of its own yet
    record Surplus(Lane lane, boolean newcomer) {}

    private record Known(Lane lane, Bucket bucket) {}

    private record Newcomer(Lane lane, long sinceNanos) {}

    /// @param rate messages a second of one topic in the long run
    /// @param familiar known from before this start, those that matter most first
    Budget(Lane.Of lanes, int rate, Collection<String> familiar) {
        this.lanes = lanes;
        this.rate = rate;
        this.everyday = new Bucket(rate * EVERYDAY);
        this.newcomers = new Bucket(rate);
        familiar.forEach(topic -> admit(topic, lanes.topic(topic)));
    }

    private void admit(String topic, Lane lane) {
        if (known.size() < MOST_TOPICS) {
            known.put(topic, new Known(lane, new Bucket(rate)));
            fresh.remove(topic);
        }
    }

    /// Counts one more on that topic; empty if there is room for it.
    ///
    /// @param grace whatever is heard now was there before
    Optional<Surplus> surplus(String topic, long nanos, boolean grace) {
        var own = known.get(topic);
        if (own != null) {
            return room(own.lane(), own.bucket(), nanos)
                    ? Optional.empty()
                    : Optional.of(new Surplus(own.lane(), false));
        }
        var before = fresh.get(topic);
        var lane = before == null ? lanes.topic(topic) : before.lane();
        boolean fits = room(lane, newcomers, nanos);
        boolean isKnown = fits && before != null && nanos - before.sinceNanos() >= NEW;
        if (grace || isKnown) {
            admit(topic, lane);
        } else if (before == null || !fits) {
            fresh.put(topic, new Newcomer(lane, nanos));
        }
        return fits ? Optional.empty() : Optional.of(new Surplus(lane, true));
    }

    private boolean room(Lane lane, Bucket bucket, long nanos) {
        return bucket.holds(nanos) && (lane == Lane.SECURITY || everyday.holds(nanos));
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
