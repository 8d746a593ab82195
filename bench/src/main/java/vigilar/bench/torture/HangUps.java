package vigilar.bench.torture;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Whether connections that lead to nothing are hung up on in time. What the other side says before
/// it does so is read and thrown away.
final class HangUps {
    private final String who;
    private final int all;
    private final Duration bound;
    private final long began = System.nanoTime();
    private final AtomicInteger open;
    private final AtomicLong last = new AtomicLong(began);

    /// @param who for the words about those who are not
    HangUps(String who, List<Socket> crowd, Duration bound) {
        this.who = who;
        this.bound = bound;
        all = crowd.size();
        open = new AtomicInteger(all);
        crowd.forEach(it -> Thread.ofVirtual().name("hang-up").start(() -> await(it)));
    }

    private void await(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                Thread.onSpinWait(); // an answer, such as 408
            }
        } catch (IOException hungUp) {
            // that is what is waited for
        }
        last.accumulateAndGet(System.nanoTime(), Math::max);
        open.decrementAndGet();
    }

    /// Whether there is nothing to wait for any more.
    boolean isOver() {
        return open.get() == 0 || System.nanoTime() - began > bound.toNanos();
    }

    /// What must be said once it is over; empty: all were hung up on in time.
    Optional<String> late() {
        int left = open.get();
        if (left > 0) {
            return Optional.of(
                    "%d of %d %s are still there after %d s"
                            .formatted(left, all, who, bound.toSeconds()));
        }
        var took = Duration.ofNanos(last.get() - began);
        return took.compareTo(bound) > 0
                ? Optional.of("the last %s went after %d s".formatted(who, took.toSeconds()))
                : Optional.empty();
    }
}
