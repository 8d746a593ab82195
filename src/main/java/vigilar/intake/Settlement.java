package vigilar.intake;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Finds out which acknowledgements the broker has read: what it has read it does not deliver
/// again. An acknowledgement has no answer, and how long ago it was written says nothing: a broker
/// may be seconds behind, and on a link that died without a word it never arrives. So we ask, and
/// the answer comes after all that was written before. For one thread.
final class Settlement {
    /// 250 ms: a question and an answer are a few bytes each. What a kill leaves unsettled stays
    /// small, and a broker under load is not asked for each commit.
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final Supplier<CompletableFuture<Void>> ask;
    private @Nullable Question open;
    private long lastAsked = System.nanoTime() - PAUSE;

    /// @param acknowledged how many acknowledgements had been written when it was asked
    private record Question(CompletableFuture<Void> answer, long acknowledged) {}

    /// @param ask as [vigilar.bus.BusClient#caughtUp]
    Settlement(Supplier<CompletableFuture<Void>> ask) {
        this.ask = ask;
    }

    /// Settles what the broker has answered for, and asks for what was acknowledged since. To be
    /// called while the connection stands on which it was acknowledged.
    void look(Redelivery redelivery, long nanos) {
        if (open != null && open.answer().isDone()) {
            // without an answer the connection is gone, and all of it may come again
            if (!open.answer().isCompletedExceptionally()) {
                redelivery.settle(open.acknowledged());
            }
            open = null;
        }
        if (open == null && redelivery.hopes() && nanos - lastAsked >= PAUSE) {
            open = new Question(ask.get(), redelivery.acknowledgements());
            lastAsked = nanos;
        }
    }
}
