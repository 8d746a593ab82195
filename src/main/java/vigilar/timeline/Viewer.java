package vigilar.timeline;

import org.jspecify.annotations.Nullable;

import vigilar.event.EventId;
import vigilar.journal.ArchiveFilter;
import vigilar.timeline.Batch.Slice;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.BiConsumer;

/// One viewer: where it stands, and what waits for its line. One write is outstanding at most; what
/// comes meanwhile waits as slices of shared bytes, counted but not copied, up to a bound. Safe for
/// the sweep, the replay and the line's threads; the line is never called under the lock.
final class Viewer implements ViewerLine.Written {
    private final ViewerLine line;
    private final ArchiveFilter filter;
    private final TimelineLimits limits;
    private final TimelineMeters meters;
    private final BiConsumer<Viewer, Departure> onDeparture;

    private long cursor;
    private long lastIdTold;
    private @Nullable ArrayDeque<Slice> waiting;
    private int waitingBytes;
    private boolean writing;
    private boolean live;
    private int eventsInWrite;
    private long oldestInWrite;
    private long lastWriteNanos = System.nanoTime();
    private @Nullable Departure departure;

    Viewer(
            ViewerLine line,
            ArchiveFilter filter,
            TimelineLimits limits,
            TimelineMeters meters,
            BiConsumer<Viewer, Departure> onDeparture) {
        this.line = line;
        this.filter = filter;
        this.limits = limits;
        this.meters = meters;
        this.onDeparture = onDeparture;
    }

    ArchiveFilter filter() {
        return filter;
    }

    synchronized EventId cursor() {
        return new EventId(cursor);
    }

    synchronized boolean isHere() {
        return departure == null;
    }

    /// From here on the sweeps feed it.
    synchronized void goLive() {
        live = true;
    }

    /// A live batch: written at once, or laid by while a write is outstanding.
    void offer(Batch batch) {
        Slice now = null;
        synchronized (this) {
            if (departure != null) {
                return;
            }
            var slice = batch.beyond(new EventId(cursor));
            cursor = Math.max(cursor, batch.end().sequence());
            if (slice.events() == 0) {
                return;
            }
            if (!writing) {
                begin(slice);
                now = slice;
            } else if (laidBy(slice)) {
                return;
            }
        }
        if (now == null) {
            leave(Departure.TOO_FAR_BEHIND);
        } else {
            line.write(now.frames(), this);
        }
    }

    private boolean laidBy(Slice slice) {
        waitingBytes += slice.frames().remaining();
        if (waitingBytes > limits.unwrittenBytes()) {
            return false;
        }
        if (waiting == null) {
            waiting = new ArrayDeque<>();
        }
        waiting.add(slice);
        return true;
    }

    private void begin(Slice slice) {
        writing = true;
        eventsInWrite = slice.events();
        oldestInWrite = slice.oldestMillis();
        lastIdTold = Math.max(lastIdTold, slice.lastId());
        lastWriteNanos = System.nanoTime();
    }

    /// Writes and waits for the end of it: for replays, on a virtual thread.
    ///
    /// @param reached the cursor once it is written
    /// @return false if the viewer has gone
    boolean send(ByteBuffer frames, int events, EventId told, EventId reached)
            throws InterruptedException {
        synchronized (this) {
            if (departure != null) {
                return false;
            }
            cursor = reached.sequence();
            if (!frames.hasRemaining()) {
                return true;
            }
            begin(new Slice(frames, events, 0, told.sequence()));
        }
        line.write(frames, this);
        return waitForLine();
    }

    private boolean waitForLine() throws InterruptedException {
        var deadline = System.nanoTime() + limits.noProgress().toNanos();
        synchronized (this) {
            while (writing && departure == null) {
                var left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
            if (!writing || departure != null) {
                return departure == null;
            }
        }
        leave(Departure.NO_PROGRESS);
        return false;
    }

    @Override
    public void done() {
        Slice next;
        boolean ended;
        synchronized (this) {
            meters.written(eventsInWrite);
            if (live && eventsInWrite > 0) {
                meters.liveSince(oldestInWrite);
            }
            writing = false;
            lastWriteNanos = System.nanoTime();
            next = departure == null ? joined() : null;
            ended = departure == Departure.CLOSING;
            if (next != null) {
                begin(next);
            }
            notifyAll();
        }
        if (next != null) {
            line.write(next.frames(), this);
        } else if (ended) {
            line.end();
        }
    }

    /// One write for what waits, so that a line that was slow for a moment catches up at once. Up
    /// to a bound, since joining copies.
    private @Nullable Slice joined() {
        if (waiting == null || waiting.isEmpty()) {
            waiting = null;
            return null;
        }
        var first = waiting.remove();
        waitingBytes -= first.frames().remaining();
        if (waiting.isEmpty() || first.frames().remaining() >= TimelineLimits.JOINED_BYTES) {
            return first;
        }
        var out = new ByteArrayOutputStream();
        add(out, first);
        int events = first.events();
        long lastId = first.lastId();
        while (!waiting.isEmpty()
                && out.size() + waiting.element().frames().remaining()
                        <= TimelineLimits.JOINED_BYTES) {
            var next = waiting.remove();
            waitingBytes -= next.frames().remaining();
            add(out, next);
            events += next.events();
            lastId = next.lastId();
        }
        return new Slice(ByteBuffer.wrap(out.toByteArray()), events, first.oldestMillis(), lastId);
    }

    private static void add(ByteArrayOutputStream out, Slice slice) {
        var frames = slice.frames();
        out.write(frames.array(), frames.arrayOffset() + frames.position(), frames.remaining());
    }

    @Override
    public void failed(Throwable why) {
        leave(Departure.LEFT);
    }

    /// Once a second: hangs up on a stuck line, sends a keepalive on an idle one.
    void round(long nowNanos) {
        ByteBuffer keepalive;
        synchronized (this) {
            var idle = nowNanos - lastWriteNanos;
            var patience = writing ? limits.noProgress() : limits.keepalive();
            if (departure != null || idle < patience.toNanos()) {
                return;
            }
            keepalive = writing ? null : keepalive();
        }
        if (keepalive == null) {
            leave(Departure.NO_PROGRESS);
        } else {
            line.write(keepalive, this);
        }
    }

    private ByteBuffer keepalive() {
        var skipped = cursor > lastIdTold;
        var frames = skipped ? Frames.keepalive(new EventId(cursor)) : Frames.keepalive();
        begin(new Slice(frames, 0, 0, cursor));
        return frames;
    }

    /// Hangs up, or notes that the other side did. Once.
    void leave(Departure why) {
        synchronized (this) {
            if (departure != null) {
                return;
            }
            depart(why);
        }
        line.cut(why.sentence());
        onDeparture.accept(this, why);
    }

    /// Ends the stream in order: after the write that is outstanding, if there is one.
    void goodbye() {
        boolean idle;
        synchronized (this) {
            if (departure != null) {
                return;
            }
            depart(Departure.CLOSING);
            idle = !writing;
        }
        if (idle) {
            line.end();
        }
        onDeparture.accept(this, Departure.CLOSING);
    }

    private void depart(Departure why) {
        departure = why;
        waiting = null;
        waitingBytes = 0;
        notifyAll();
    }
}
