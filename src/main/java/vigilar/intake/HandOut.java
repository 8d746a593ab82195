package vigilar.intake;

import java.util.concurrent.TimeUnit;

/// What a broker kept while we were away it hands out after the connection, for as long as that
/// takes; none of it happens now. It is through once the loop has mostly waited for a second and
/// little came in it, but not before everybody has settled. Told by the bus and by the loop; for
/// both threads.
///
/// Of each queue it can be told apart from a busy house: who hands out does it as fast as we take
/// it, so either we are the slow one, or it is far more than a house says. A broker that waits for
/// each acknowledgement makes pauses of some milliseconds, so one empty moment says nothing.
final class HandOut {
    /// 1 s: long enough for a broker that stops to think, short enough to see a busy house breathe.
    private static final long SLICE = TimeUnit.SECONDS.toNanos(1);

    /// 50 messages a second: five times what a large house says, and a fifth of what comes through
    /// a broker that waits for each acknowledgement over a wireless network.
    private static final int FEW = 50;

    private long beganNanos;
    private boolean over;
    private long sliceNanos;
    private long waitedNanos;
    private int came;
    private boolean quiet;
    private boolean waiting;
    private long waitingSinceNanos;

    /// The connection stands; from now on the broker may speak.
    synchronized void begins(long nanos) {
        beganNanos = nanos;
        over = false;
        quiet = false;
        begin(nanos);
    }

    private void begin(long nanos) {
        sliceNanos = nanos;
        waitedNanos = 0;
        came = 0;
        waitingSinceNanos = nanos;
    }

    /// The loop has dealt with all that came, and waits.
    synchronized void foundNothing(long nanos) {
        if (!waiting) {
            waiting = true;
            waitingSinceNanos = nanos;
        }
        look(nanos);
    }

    /// The loop has something to do.
    synchronized void foundSome(long nanos) {
        look(nanos);
        if (waiting) {
            waitedNanos += nanos - waitingSinceNanos;
            waiting = false;
        }
    }

    /// A message arrives.
    ///
    /// @return whether it may have waited in the broker
    synchronized boolean goesOn(long nanos) {
        look(nanos);
        came++;
        return !over;
    }

    private void look(long nanos) {
        if (over) {
            return;
        }
        long length = nanos - sliceNanos;
        if (length >= SLICE) {
            long waited = waitedNanos + (waiting ? nanos - waitingSinceNanos : 0);
            quiet = 2 * waited >= length && came * SLICE < FEW * length;
            begin(nanos);
        }
        long connected = nanos - beganNanos;
        // After the longest it is over whatever comes: a flood shall not keep a house from
        // alarming.
        over = (quiet && connected >= Settling.WINDOW.toNanos()) || connected > Grace.LONGEST;
    }
}
