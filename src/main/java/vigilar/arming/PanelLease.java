package vigilar.arming;

import java.time.Duration;
import java.util.Arrays;

/// Which of the processes that share a store runs the panel. It is held by a number that every
/// decision is stored with ([PanelStore#save]), so that one that stood still for a minute and goes
/// on decides nothing any more.
///
/// Nobody writes while nobody else wants it: who would have it asks, and takes it when no answer
/// comes. Both count by their own steady clocks, and compare none.
final class PanelLease {
    /// 2.5 s, and twice without an answer: after 5 to 7.5 s the place of one that died is taken,
    /// and one that answers within 500 ms, or five times as late, keeps it.
    static final Duration ANSWERS_WITHIN = Duration.ofMillis(2_500);

    private static final int UNANSWERED = 2;

    private final PanelStore store;
    private final PanelKeeper.Seat seat;
    private long asked;

    PanelLease(PanelStore store, PanelKeeper.Seat seat) {
        this.store = store;
        this.seat = seat;
    }

    /// Waits until the panel is ours.
    ///
    /// @param waits run once if another process has it
    /// @return the number that it is held with
    long take(Runnable waits) throws InterruptedException {
        int unanswered = -1;
        while (true) {
            var seen = store.holding();
            if (isOf(seat, seen) || unanswered == UNANSWERED) {
                var taken = store.take(seen, String.join("+", seat.roles()));
                if (taken.isPresent()) {
                    asked = seen.asked();
                    return taken.get();
                }
            }
            if (unanswered < 0) {
                waits.run();
            }
            store.ask();
            Thread.sleep(ANSWERS_WITHIN);
            var then = store.holding();
            boolean answered = then.fence() != seen.fence() || then.beat() != seen.beat();
            unanswered = answered ? 0 : Math.max(0, unanswered) + 1;
        }
    }

    /// True if it is held by the process of that seat, or by nobody and that one goes first.
    static boolean isOf(PanelKeeper.Seat seat, PanelStore.Holding seen) {
        return seen.holder().isEmpty()
                ? seat.first()
                : Arrays.stream(seen.holder().split("\\+", -1)).anyMatch(seat.roles()::contains);
    }

    /// Answers whoever asked.
    ///
    /// @throws PanelStore.Fenced when the panel is not ours any more
    void keep(long fence) {
        var now = store.holding();
        if (now.fence() != fence) {
            throw new PanelStore.Fenced();
        }
        if (now.asked() != asked) {
            store.beat(fence);
            asked = now.asked();
        }
    }
}
