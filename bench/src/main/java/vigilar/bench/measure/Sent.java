package vigilar.bench.measure;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/// When each message of a run was due to be sent: an open-loop load, whose clock does not wait for
/// the contender. What is late because the contender made the publisher wait counts as late. Safe
/// for all threads.
final class Sent {
    private final int run;
    private final AtomicLongArray[] dueNanos;
    private final AtomicIntegerArray counts;

    /// @param each messages of one publisher at most
    Sent(int run, int publishers, int each) {
        this.run = run;
        counts = new AtomicIntegerArray(publishers);
        dueNanos = new AtomicLongArray[publishers];
        for (int i = 0; i < publishers; i++) {
            dueNanos[i] = new AtomicLongArray(each);
        }
    }

    int run() {
        return run;
    }

    int publishers() {
        return dueNanos.length;
    }

    void due(int publisher, int n, long nanos) {
        dueNanos[publisher].set(n, nanos);
        counts.set(publisher, n + 1);
    }

    long dueNanos(int publisher, int n) {
        return dueNanos[publisher].get(n);
    }

    /// How many that publisher has sent.
    int count(int publisher) {
        return counts.get(publisher);
    }

    long total() {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        return all;
    }
}
