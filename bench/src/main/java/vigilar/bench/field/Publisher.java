package vigilar.bench.field;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A device that keeps its word: one session that outlives its connections, QoS 1, and after each
/// reconnect first again what was not acknowledged, in its order and under its number. Safe for all
/// threads.
public final class Publisher implements AutoCloseable {
    /// 20 on their way: fewer than any broker's receive maximum that we know, and small ones fit
    /// into the buffers of a line that nobody reads: so a write under the lock does not wait.
    private static final int MOST_UNDER_WAY = 20;

    /// 100 ms between two tries to connect.
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    private static final int MOST_NUMBER = 65_535;

    private final String clientId;
    private final Supplier<InetSocketAddress> broker;
    private final Ledger ledger;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong refused = new AtomicLong();
    private final Thread connecting;
    private int lastNumber;
    private @Nullable MqttLine line;
    private volatile boolean closed;

    private record UnderWay(int number, Message message) {}

    /// @param broker asked at each connect, since a house may come back elsewhere
    public Publisher(String clientId, Supplier<InetSocketAddress> broker, Ledger ledger) {
        this.clientId = clientId;
        this.broker = broker;
        this.ledger = ledger;
        connecting = Thread.ofVirtual().name(clientId).start(this::stayConnected);
    }

    /// Sends it as soon as there is room on the way; returns then, long before the acknowledgement.
    public void say(Message message) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (underWay.size() >= MOST_UNDER_WAY && !closed) {
                changed.await();
            }
            lastNumber = lastNumber % MOST_NUMBER + 1;
            underWay.add(new UnderWay(lastNumber, message));
            if (line != null) {
                writeTo(line, MqttLine.publish(message, lastNumber, false));
            }
        } finally {
            lock.unlock();
        }
    }

    private void stayConnected() {
        while (!closed) {
            try (var now = new MqttLine(broker.get(), clientId)) {
                welcome(now);
                listen(now);
            } catch (IOException _) { // the house is away: that is what is tried
            } finally {
                gone();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /// What is under way goes first: DUP in a session that the broker knew, as new in another one.
    private void welcome(MqttLine now) throws IOException {
        lock.lock();
        try {
            for (var each : underWay) {
                now.write(MqttLine.publish(each.message, each.number, now.isResumed()));
                ledger.sentAgain(each.message);
            }
            line = now;
        } finally {
            lock.unlock();
        }
    }

    private void listen(MqttLine now) throws IOException {
        while (true) {
            var answer = now.awaitAcknowledgement();
            long micros = Clock.micros();
            var message = take(answer.number());
            if (message != null && answer.isRefusal()) {
                refused.incrementAndGet();
            } else if (message != null) {
                ledger.acknowledged(message, micros);
            }
        }
    }

    private @Nullable Message take(int number) {
        lock.lock();
        try {
            for (var each = underWay.iterator(); each.hasNext(); ) {
                var candidate = each.next();
                if (candidate.number == number) {
                    each.remove();
                    changed.signalAll();
                    return candidate.message;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void gone() {
        lock.lock();
        try {
            line = null;
        } finally {
            lock.unlock();
        }
    }

    /// A line that cannot be written to is ended: its reader then comes again.
    private static void writeTo(MqttLine now, byte[] packet) {
        try {
            now.write(packet);
        } catch (IOException away) {
            hangUp(now);
        }
    }

    private static void hangUp(MqttLine now) {
        try {
            now.close();
        } catch (IOException failure) {
            throw new Trouble("a socket cannot be closed", failure);
        }
    }

    /// Drops the connection without a word; it comes again by itself.
    public void drop() {
        lock.lock();
        try {
            if (line != null) {
                hangUp(line);
            }
        } finally {
            lock.unlock();
        }
    }

    /// How many messages wait for their acknowledgement.
    public int underWay() {
        lock.lock();
        try {
            return underWay.size();
        } finally {
            lock.unlock();
        }
    }

    public boolean isConnected() {
        lock.lock();
        try {
            return line != null;
        } finally {
            lock.unlock();
        }
    }

    /// How many the broker said no to: those were not promised.
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        closed = true;
        drop();
        connecting.interrupt();
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
