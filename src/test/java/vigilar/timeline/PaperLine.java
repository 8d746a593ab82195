package vigilar.timeline;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/// A viewer on paper: keeps what is written; may stop reading.
final class PaperLine implements ViewerLine {
    private static final Pattern EVENT = Pattern.compile("id: (\\d+)\ndata: \\{\"id\"");
    private final StringBuilder text = new StringBuilder();
    private boolean reads;
    private boolean hungUp;
    private @Nullable Written pending;
    private @Nullable String cutWhy;
    private boolean ended;
    private int writes;

    PaperLine(boolean reads) {
        this.reads = reads;
    }

    @Override
    public void write(ByteBuffer frames, Written written) {
        boolean gone;
        synchronized (this) {
            if (pending != null) {
                throw new IllegalStateException("a second write was started");
            }
            gone = hungUp;
            if (!gone) {
                writes++;
                text.append(StandardCharsets.UTF_8.decode(frames));
                notifyAll();
            }
            if (!gone && !reads) {
                pending = written;
                return;
            }
        }
        if (gone) {
            written.failed(new IOException("the browser is gone"));
        } else {
            written.done();
        }
    }

    /// The stopped reader reads what is on its line.
    void readOnce() {
        Written told;
        synchronized (this) {
            told = pending;
            pending = null;
        }
        if (told != null) {
            told.done();
        }
    }

    /// The stopped reader reads on, and never stops again.
    void readAlways() {
        synchronized (this) {
            reads = true;
        }
        readOnce();
    }

    /// The browser goes; what it has read so far is what it has.
    void hangUp() {
        Written told;
        synchronized (this) {
            hungUp = true;
            told = pending;
            pending = null;
        }
        if (told != null) {
            told.failed(new IOException("the browser is gone"));
        }
    }

    @Override
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized void cut(String why) {
        cutWhy = why;
        notifyAll();
    }

    synchronized String text() {
        return text.toString();
    }

    synchronized int writes() {
        return writes;
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized @Nullable String cutWhy() {
        return cutWhy;
    }

    List<Long> ids() {
        var ids = new ArrayList<Long>();
        var matcher = EVENT.matcher(text());
        while (matcher.find()) {
            ids.add(Long.parseLong(matcher.group(1)));
        }
        return ids;
    }

    /// Waits until it holds, up to 10 s.
    synchronized PaperLine until(BooleanSupplier holds) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!holds.getAsBoolean()) {
            var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("did not come: " + text);
            }
            wait(Math.min(left, 20));
        }
        return this;
    }
}
