package vigilar.bench.measure;

import java.time.Duration;

/// What is offered, whoever gets it.
///
/// @param perSecond messages of all publishers together; 0: as many as are taken
record Load(int publishers, double perSecond, Duration length) {
    private static final int MOST_PER_SECOND = 30_000;

    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private static final double WARM_EVENTS_A_SECOND = 1_000;

    /// 40,000: half of what two cores deliver, clients among them.
    private static final double WARM_DELIVERIES_A_SECOND = 40_000;

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

    /// At most so many of one publisher.
    int mostEach() {
        double each = asTaken() ? MOST_PER_SECOND : perSecond / publishers;
        return (int) Math.ceil(each * length.toNanos() / 1e9) + 1;
    }

    /// The same for warming up; faster for who is compiled as it runs: a house lives for months,
    /// and what it does is compiled after some ten thousand events. Never more than those who look
    /// can be told.
    Load warmUp(int viewers, boolean faster) {
        double rate = Math.min(WARM_EVENTS_A_SECOND, WARM_DELIVERIES_A_SECOND / viewers);
        return new Load(
                publishers, asTaken() || !faster ? perSecond : Math.max(perSecond, rate), WARM_UP);
    }
}
