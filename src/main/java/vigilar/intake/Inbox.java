package vigilar.intake;

import vigilar.bus.ClientPlan;
import vigilar.bus.Delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Messages between the bus and the intake loop. Bounded: when it is full, the bus waits.
final class Inbox implements ClientPlan.Receiver {
    /// 512: what is read ahead of the loop and committed together; a batch that a slow machine
    /// commits well within a second.
    static final int MOST = 512;

    /// 100 ms: how soon a waiting bus thread sees that we are closed.
    private static final long LOOK_MILLIS = 100;

    /// 8 MiB of payloads: 512 of the largest would fill the heap of the intake process. One message
    /// may go beyond it, so that each gets its turn.
    static final long MOST_BYTES = 8L << 20;

    /// A delivery with the time of its coming.
    ///
    /// @param surplus present if its topic says more than there is room for
    /// @param handedOut it came while the broker may have handed out what it had kept
    record Received(
            Delivery delivery,
            Instant at,
            long nanos,
            Optional<Budget.Surplus> surplus,
            boolean handedOut) {}

    private final BlockingQueue<Received> waiting = new ArrayBlockingQueue<>(MOST);
    private final InstantSource clock;
    private final AtomicLong bytes = new AtomicLong();
    private final LongSupplier nanos;
    private final Optional<Budget> budget;
    private final HandOut handOut;
    private final Grace grace = new Grace();
    private volatile boolean closed;

    /// @param nanos the monotonic clock
    /// @param budget empty: all of it is looked at, however much it is
    /// @param handOut of the connection that fills it
    Inbox(InstantSource clock, LongSupplier nanos, Optional<Budget> budget, HandOut handOut) {
        this.handOut = handOut;
        this.clock = clock;
        this.nanos = nanos;
        this.budget = budget;
    }

    @Override
    public void receive(Delivery delivery) throws InterruptedException {
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long now = nanos.getAsLong();
        var received = new Received(delivery, at, now, surplus(delivery, now), handOut.goesOn(now));
        while (!closed && bytes.get() >= MOST_BYTES) {
            TimeUnit.MILLISECONDS.sleep(1); // full of large ones: each of them takes longer
        }
        bytes.addAndGet(delivery.payload().length);
        // Dropped when closed: unacknowledged, so the broker keeps it.
        while (!closed && !waiting.offer(received, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {}
    }

    private Optional<Budget.Surplus> surplus(Delivery delivery, long now) {
        if (budget.isEmpty()) {
            return Optional.empty();
        }
        boolean counts = grace.isOver(delivery.connection(), now);
        // counted also while it does not hold: a flood from the first second on is one
        var surplus = budget.get().surplus(delivery.topic(), now, !counts);
        return counts ? surplus : Optional.empty();
    }

    /// All that waits, at least one unless patience runs out first.
    List<Received> take(Duration patience) throws InterruptedException {
        var first = waiting.poll();
        if (first == null) {
            long now = nanos.getAsLong();
            grace.foundNothing(now);
            handOut.foundNothing(now);
            first = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (first == null) {
            return List.of();
        }
        grace.foundSome();
        handOut.foundSome(nanos.getAsLong());
        var all = new ArrayList<Received>();
        all.add(first);
        waiting.drainTo(all, MOST - 1);
        long taken = 0;
        for (var one : all) {
            taken += one.delivery().payload().length;
        }
        bytes.addAndGet(-taken);
        return all;
    }

    void close() {
        closed = true;
    }
}
