package vigilar.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Who may read the store at this moment. Blocks, so it is for virtual threads.
final class Turns {
    /// 3 searches at a time, one fewer than the store has connections for slow work: the house's
    /// own, as retention, must not stand in line behind them.
    static final int SEARCHES = 3;

    /// 16 of all others: each takes some milliseconds, or some seconds if it waits for the panel.
    static final int OTHERS = 16;

    /// 5 s: who waited so long for a page is better told than kept.
    private static final int PATIENCE_SECONDS = 5;

    private final Semaphore readers;

    Turns(int places) {
        readers = new Semaphore(places, true);
    }

    /// Does the work when it is its turn, or answers that it is not.
    Answer take(Supplier<Answer> work) {
        try {
            if (!readers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return Problem.retryLater("too many pages are being read", PATIENCE_SECONDS)
                        .answer();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Problem.retryLater("Vigilar is stopping", PATIENCE_SECONDS).answer();
        }
        try {
            return work.get();
        } finally {
            readers.release();
        }
    }
}
