package vigilar.journal;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How long a search for words goes on before it ends the page with what was found by then.
///
/// @param spent asked after each piece of work; pieces double, so the last one takes about as long
///   as all before it
record Effort(BooleanSupplier spent) {
    /// As long as it takes.
    static final Effort UNBOUNDED = new Effort(() -> false);

    /// 30 ms: with the last piece and what else a page costs within the 100 ms that a search may
    /// take. Two words that are everywhere and never together would take five seconds at ten
    /// million events.
    private static final Duration OF_A_PAGE = Duration.ofMillis(30);

    /// From now on.
    static Effort ofAPage() {
        long end = System.nanoTime() + OF_A_PAGE.toNanos();
        return new Effort(() -> System.nanoTime() - end >= 0);
    }

    boolean isSpent() {
        return spent.getAsBoolean();
    }
}
