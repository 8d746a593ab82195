package vigilar.intake;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/// Finds out which acknowledgements the broker has read: what it has read it does not deliver
/// again. An acknowledgement has no answer, and how long ago it was written says nothing: a broker
/// may be seconds behind, and on a link that died without a word it never arrives. So we ask, and
/// the answer comes after all that was written before. For one thread.
final class Settlement {
    /// 250 ms: a question and an answer are a few bytes each. What a kill leaves unsettled stays
    /// small, and a broker under load is not asked for each commit.
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final LongFunction<CompletableFuture<Void>> ask;
    private @Nullable Question open;
    private long lastAsked = System.nanoTime() - PAUSE;

    /// @param acknowledged how many acknowledgements had been written when it was asked
    private record Question(CompletableFuture<Void> answer, long acknowledged) {}

    /// @param ask as [vigilar.bus.BusClient#caughtUp]
    Settlement(LongFunction<CompletableFuture<Void>> ask) {
        this.ask = ask;
    }

    /// Settles what the broker has answered for, and asks for what was acknowledged since.
    ///
    /// @param connection the one on which it was acknowledged. It may be lost at any time, and no
    ///   other shall answer for it
    void look(Redelivery redelivery, long connection, long nanos) {
        if (open != null && open.answer().isDone()) {
            // Without an answer nothing is settled: the connection is gone, and all of it may come
            // again; or it stands and takes no more questions just now, and is asked once more.
            if (!open.answer().isCompletedExceptionally()) {
                redelivery.settle(open.acknowledged());
            }
            open = null;
        }
        if (open == null && redelivery.hopes() && nanos - lastAsked >= PAUSE) {
            open = new Question(ask.apply(connection), redelivery.acknowledgements());
            lastAsked = nanos;
        }
    }
}
