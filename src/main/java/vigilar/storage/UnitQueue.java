package vigilar.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Units waiting for the writer. Bounded: when it is full, whoever brings another one waits, and so
/// the bus slows down behind it. The writer's own thread (a continuation of an earlier unit) never
/// waits, since nobody else would make room for it.
final class UnitQueue {
    /// 1,024: some five full groups, under a second of work.
    static final int MOST_WAITING = 1_024;

    /// 200 units a commit: beyond that the sync is a small part of the cost, and the first of the
    /// group should not wait for more.
    static final int MOST_PER_GROUP = 200;

    private final Queue<Unit<?>> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition room = lock.newCondition();
    private boolean closed;

    /// False when closed; waits while full, unless `atOnce`.
    boolean add(Unit<?> unit, boolean atOnce) {
        lock.lock();
        try {
            while (!closed && !atOnce && waiting.size() >= MOST_WAITING) {
                room.awaitUninterruptibly();
            }
            if (!closed) {
                waiting.add(unit);
                changed.signal();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /// All that waits, up to the size of a group; empty once closed and drained. The writer's
    /// thread is never interrupted, so neither is this.
    List<Unit<?>> takeGroup() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            var group = new ArrayList<Unit<?>>();
            while (!waiting.isEmpty() && group.size() < MOST_PER_GROUP) {
                group.add(waiting.remove());
            }
            room.signalAll();
            return group;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more; what waits stays to be drained.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
