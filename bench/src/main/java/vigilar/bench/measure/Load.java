package vigilar.bench.measure;

import java.time.Duration;

/// What is offered, whoever gets it.
///
/// @param perSecond messages of all publishers together; 0: as many as are taken
record Load(int publishers, double perSecond, Duration length) {
    private static final int MOST_PER_SECOND = 30_000;

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

    /// As long, for warming up.
    Load lasting(Duration other) {
        return new Load(publishers, perSecond, other);
    }
}
