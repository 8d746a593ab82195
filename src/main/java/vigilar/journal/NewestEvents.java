package vigilar.journal;

import org.jspecify.annotations.Nullable;

import vigilar.event.EventId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The newest events in memory, encoded once, without a hole between them. Bounded in number and
/// bytes: the oldest leave first, and followers that are further behind read the table.
final class NewestEvents {
    /// 4,096: minutes of a busy house, so that only a follower that was away reads the table.
    static final int MOST = 4_096;

    /// 16 MiB: a payload may have 256 KiB, and 4,096 of those would fill the memory; an eighth of
    /// the smallest heap that a process of ours gets.
    static final long MOST_BYTES = 16L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final @Nullable JournalEntry[] ring = new @Nullable JournalEntry[MOST];
    private long first = 1; // of those kept; first > last: none is
    private long last;
    private long bytes;

    /// The newest known id.
    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// Takes in what was read from the table, in id order; what is known already is skipped. Wakes
    /// all who wait.
    void add(List<JournalEntry> read) {
        lock.lock();
        try {
            for (var entry : read) {
                long id = entry.event().id().sequence();
                if (id > last) {
                    add(id, entry);
                }
            }
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(long id, JournalEntry entry) {
        if (id != last + 1) { // skipped ahead: the older ones would not join on
            while (first <= last) {
                dropFirst();
            }
            first = id;
        }
        if (id - first >= MOST) {
            dropFirst();
        }
        ring[slot(id)] = entry;
        last = id;
        bytes += size(entry);
        while (bytes > MOST_BYTES && first < last) {
            dropFirst();
        }
    }

    /// Forgets what retention has removed, or left as the rest of it: the table knows which.
    void dropUpTo(long floor) {
        lock.lock();
        try {
            while (first <= last && first <= floor) {
                dropFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    private void dropFirst() {
        var oldest = ring[slot(first)];
        if (oldest != null) {
            bytes -= size(oldest);
        }
        ring[slot(first)] = null;
        first++;
    }

    /// The payload is there twice: in the event and in its summary.
    private static long size(JournalEntry entry) {
        return (long) entry.json().length + entry.event().payload().json().length();
    }

    private static int slot(long id) {
        return (int) (id % MOST);
    }

    /// The next entries beyond the cursor; empty (no list) when the cursor lies before what is
    /// kept.
    Optional<List<JournalEntry>> after(EventId cursor, int limit) {
        lock.lock();
        try {
            long from = cursor.sequence() + 1;
            if (from > last) {
                return Optional.of(List.of());
            }
            if (from < first) {
                return Optional.empty();
            }
            long to = Math.min(last, from + limit - 1);
            var page = new ArrayList<JournalEntry>(Math.toIntExact(to - from + 1));
            for (long id = from; id <= to; id++) {
                var entry = ring[slot(id)];
                if (entry != null) { // always: ids from first to last are all there
                    page.add(entry);
                }
            }
            return Optional.of(page);
        } finally {
            lock.unlock();
        }
    }

    boolean awaitBeyond(EventId cursor, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            while (last <= cursor.sequence() && left > 0) {
                left = grown.awaitNanos(left);
            }
            return last > cursor.sequence();
        } finally {
            lock.unlock();
        }
    }
}
