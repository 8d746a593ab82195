package vigilar.timeline;

import vigilar.event.EventId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventJournal;
import vigilar.journal.JournalEntry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The live viewers that one thread cares for. A sweep drains all that is new, encodes it once for
/// each filter and gives each viewer one write for all of it: a quiet house shows each event at
/// once, a flood is coalesced by itself.
final class Share {
    private final EventJournal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ArchiveFilter, List<Viewer>> audiences = new HashMap<>();
    private EventId cursor = EventId.BEFORE_ALL;
    private long lastRoundNanos = System.nanoTime();

    Share(EventJournal journal) {
        this.journal = journal;
    }

    /// Sweeps until interrupted. Fails when the journal does, and may then be run again: the cursor
    /// has not moved past anything that is not delivered.
    void run() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            if (!sweep()) {
                journal.awaitBeyond(place(), TimelineLimits.ROUND);
            }
            var now = System.nanoTime();
            if (now - lastRoundNanos >= TimelineLimits.ROUND.toNanos()) {
                lastRoundNanos = now;
                round(now);
            }
        }
        throw new InterruptedException("asked to stop");
    }

    /// Takes a viewer in if it has seen at least what this share has swept; else it must replay on.
    /// One that is ahead gets only what is beyond its cursor: no gap and no double either way.
    boolean admit(Viewer viewer) {
        lock.lock();
        try {
            if (audiences.isEmpty()) {
                skipToHead();
            }
            if (cursor.isBeyond(viewer.cursor())) {
                return false;
            }
            viewer.goLive();
            audiences.computeIfAbsent(viewer.filter(), _ -> new ArrayList<>()).add(viewer);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// One sweep; false when there was nothing new.
    boolean sweep() {
        lock.lock();
        try {
            if (audiences.isEmpty()) {
                skipToHead();
                return false;
            }
            var entries = journal.after(cursor, TimelineLimits.SWEEP);
            if (entries.isEmpty()) {
                return false;
            }
            var swept = upTo(TimelineLimits.SWEEP_BYTES, entries);
            for (var audience : audiences.entrySet()) {
                var batch = Batch.of(swept, audience.getKey(), Integer.MAX_VALUE);
                for (var viewer : audience.getValue()) {
                    viewer.offer(batch);
                }
            }
            cursor = swept.getLast().event().id();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static List<JournalEntry> upTo(int mostBytes, List<JournalEntry> entries) {
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i).json().length;
            if (bytes > mostBytes && i > 0) {
                return entries.subList(0, i);
            }
        }
        return entries;
    }

    /// Nobody watches, so nothing is read.
    private void skipToHead() {
        var head = journal.head();
        if (head.isBeyond(cursor)) {
            cursor = head;
        }
    }

    /// Forgets who left, hangs up on stuck lines, sends keepalives.
    void round(long nowNanos) {
        lock.lock();
        try {
            for (var viewers : audiences.values()) {
                viewers.removeIf(viewer -> !viewer.isHere());
                viewers.forEach(viewer -> viewer.round(nowNanos));
            }
            audiences.values().removeIf(List::isEmpty);
        } finally {
            lock.unlock();
        }
    }

    /// The last event that went to this share's viewers.
    EventId place() {
        lock.lock();
        try {
            return cursor;
        } finally {
            lock.unlock();
        }
    }
}
