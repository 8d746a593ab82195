package vigilar.bus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/// What came and has not been received yet. Of QoS 0 at most 1,000 or 8 MiB wait, more are dropped
/// with a warning, as at most once allows. QoS 1 is never dropped: at 32 MiB the network thread
/// waits until some of it has been received, so that the broker keeps the rest.
final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    /// 1,000: a second of a large burst.
    private static final int MOST_PASSING = 1_000;

    /// 8 MiB: a thousand of the largest messages would be eight times the heap of intake.
    private static final long MOST_PASSING_BYTES = 8L << 20;

    /// 32 MiB: what the embedded broker lets wait, too, and an eighth of a small house's heap.
    static final long MOST_BYTES = 32L << 20;

    /// 512 bytes that a message takes beside its payload: 65,535 empty ones may come at once.
    static final int EACH = 512;

    /// 1 s between two looks whether the connection is gone that somebody waits for.
    private static final long LOOK_MILLIS = 1_000;

    /// @param passing QoS 0
    /// @param bytes of the payload
    record Waiting(Delivery delivery, boolean passing, int bytes) {}

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final SparingLog log;
    private int passing;
    private long passingBytes;
    private long assuredBytes;
    private boolean receiving;

    Inbox(InstantSource clock) {
        log = new SparingLog(LOG, clock);
    }

    /// Takes it; QoS 1 waits for room.
    ///
    /// @param gone whether its connection is: then nothing more comes over it, and nobody waits
    synchronized void put(Waiting arrived, BooleanSupplier gone) {
        if (arrived.passing()) {
            if (passing >= MOST_PASSING || passingBytes >= MOST_PASSING_BYTES) {
                log.warn("too many QoS 0 messages at once: dropped one");
                return;
            }
            passing++;
            passingBytes += arrived.bytes();
        } else {
            awaitRoom(gone);
            assuredBytes += arrived.bytes() + EACH;
        }
        waiting.add(arrived);
        notifyAll();
    }

    private void awaitRoom(BooleanSupplier gone) {
        while (assuredBytes >= MOST_BYTES && !gone.getAsBoolean()) {
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // the network's own: it ends
                return;
            }
        }
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
        } else {
            assuredBytes -= next.bytes() + EACH;
            notifyAll();
        }
        return next.delivery();
    }

    /// Of QoS 1, with what they take beside their payload.
    synchronized long assuredBytes() {
        return assuredBytes;
    }

    /// Waits until all that came has been received.
    synchronized void awaitEmpty() throws InterruptedException {
        while (receiving || !waiting.isEmpty()) {
            wait();
        }
    }
}
