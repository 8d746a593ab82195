package vigilar.bench.measure;

import java.time.Duration;
import java.util.OptionalInt;

/// What is offered, whoever gets it.
///
/// @param perSecond messages of all publishers together; 0: as many as are taken
/// @param amount messages of each publisher; empty: until the time is over
record Load(int publishers, double perSecond, Duration length, OptionalInt amount) {
    private static final int MOST_PER_SECOND = 30_000;

    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final double WARM_EVENTS_A_SECOND = 1_000;

    /// 40,000: half of what two cores deliver, clients among them.
    private static final double WARM_DELIVERIES_A_SECOND = 40_000;

    Load(int publishers, double perSecond, Duration length) {
        this(publishers, perSecond, length, OptionalInt.empty());
    }

    Load {
        if (publishers < 1 || perSecond < 0) {
            throw new IllegalArgumentException("no load: " + publishers + ", " + perSecond);
        }
    }

    boolean asTaken() {
        return perSecond == 0;
    }

    /// The pause of one publisher between two messages.
    double pauseNanos() {
        return asTaken() ? 0 : 1e9 * publishers / perSecond;
    }

    /// So many in all, as fast as they are taken: for a broker in between that takes any number and
    /// keeps them until somebody wants them.
    static Load amount(int publishers, int each, Duration length) {
        return new Load(publishers, 0, length, OptionalInt.of(each));
    }

    /// At most so many of one publisher.
    int mostEach() {
        double each = asTaken() ? MOST_PER_SECOND : perSecond / publishers;
        return amount.orElse((int) Math.ceil(each * length.toNanos() / 1e9) + 1);
    }

    /// The same for warming up; faster for who is compiled as it runs: a house lives for months,
    /// and what it does is compiled after some ten thousand events. Never more than those who look
    /// can be told.
    Load warmUp(int viewers, boolean faster) {
        if (amount.isPresent()) {
            return this;
        }
        double rate = Math.min(WARM_EVENTS_A_SECOND, WARM_DELIVERIES_A_SECOND / viewers);
        return new Load(
                publishers, asTaken() || !faster ? perSecond : Math.max(perSecond, rate), WARM_UP);
    }
}
