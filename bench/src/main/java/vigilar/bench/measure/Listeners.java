package vigilar.bench.measure;

import org.HdrHistogram.Histogram;

/// Whoever gets what was published, and checks it.
interface Listeners extends AutoCloseable {
    /// From here on the messages of this run count.
    void expect(Sent run);

    /// How many of this run came.
    long delivered();

    /// What came twice, not in order or after a hole.
    long breaches();

    /// Connections that the contender has ended since then.
    long lost();

    /// The times of the run so far, in microseconds.
    Histogram times();

    @Override
    void close();
}
