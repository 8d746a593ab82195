package vigilar.bus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;

/// What came and has not been received yet. QoS 1 is bounded by the receive maximum, which the
/// broker keeps to; of QoS 0 at most 1,000 or 8 MiB wait, more are dropped with a warning, as at
/// most once allows.
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /// 1,000: a second of a large burst.
    private static final int MOST_PASSING = 1_000;

    /// 8 MiB: a thousand of the largest messages would be eight times the heap of intake.
    private static final long MOST_PASSING_BYTES = 8L << 20;

    /// @param passing QoS 0
    /// @param bytes of the payload
    record Waiting(Delivery delivery, boolean passing, int bytes) {}

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final SparingLog log;
    private int passing;
    private long passingBytes;
    private boolean receiving;

    Inbox(InstantSource clock) {
        log = new SparingLog(LOG, clock);
    }

    synchronized void put(Waiting arrived) {
        if (arrived.passing()) {
            if (passing >= MOST_PASSING || passingBytes >= MOST_PASSING_BYTES) {
                log.warn("too many QoS 0 messages at once: dropped one");
                return;
            }
            passing++;
            passingBytes += arrived.bytes();
        }
        waiting.add(arrived);
        notifyAll();
    }

    /// The next one; taking it says that the one before has been received.
    synchronized Delivery take() throws InterruptedException {
        receiving = false;
        notifyAll();
        while (waiting.isEmpty()) {
            wait();
        }
        receiving = true;
        var next = waiting.remove();
        if (next.passing()) {
            passing--;
            passingBytes -= next.bytes();
        }
        return next.delivery();
    }

    /// Waits until all that came has been received.
    synchronized void awaitEmpty() throws InterruptedException {
        while (receiving || !waiting.isEmpty()) {
            wait();
        }
    }
}
