package vigilar.intake;

import java.time.Duration;

/// The time after a connection in which no [Budget] holds: the broker hands out what it kept for
/// us, and that is much and meant to be. It is over once nothing came for a while. The bus tells
/// what arrives, the loop what it finds; for both threads.
final class Grace {
    /// 30 s: within them a broker hands out some hundred thousand messages that it kept.
    static final long SHORTEST = Duration.ofSeconds(30).toNanos();

    /// 1 s in which we owe the broker nothing and it says nothing: it has no more. One empty moment
    /// says little: many a broker waits for acknowledgements before it hands out the next ones.
    static final long QUIET = Duration.ofSeconds(1).toNanos();

    /// 5 min: by then even a small computer has read some hundred thousand kept messages. What goes
    /// on for longer is said now, and a house that starts in a flood which comes faster than it can
    /// be stored would never find a quiet second.
    static final long LONGEST = Duration.ofMinutes(5).toNanos();

    private long connection = -1;
    private long connectedNanos;
    private boolean empty;
    private long emptySinceNanos;
    private boolean over;

    /// A message arrives.
    ///
    /// @return whether the grace of its connection is over
    synchronized boolean isOver(long onConnection, long nanos) {
        if (onConnection == connection) {
            look(nanos);
        } else {
            connection = onConnection;
            connectedNanos = nanos;
            over = false;
        }
        empty = false;
        return over;
    }

    /// All that came is dealt with, and nothing waits. Should a message arrive at this very moment,
    /// [#foundSome] is next.
    synchronized void foundNothing(long nanos) {
        if (!empty) {
            empty = true;
            emptySinceNanos = nanos;
        }
        look(nanos);
    }

    synchronized void foundSome() {
        empty = false;
    }

    private void look(long nanos) {
        long connected = nanos - connectedNanos;
        boolean quiet = empty && Math.min(nanos - emptySinceNanos, connected - SHORTEST) >= QUIET;
        over |= quiet || connected > LONGEST;
    }
}
