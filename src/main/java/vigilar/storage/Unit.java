package vigilar.storage;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Something to be written, and the promise about it. Belongs to the writer's thread once queued.
final class Unit<T> {
    private final Function<Handle, T> work;
    private final CompletableFuture<T> promise = new CompletableFuture<>();
    private @Nullable Runnable outcome;

    Unit(Function<Handle, T> work) {
        this.work = work;
    }

    CompletableFuture<T> promise() {
        return promise;
    }

    /// Does the work and remembers the answer until [#tell].
    void runOn(Handle handle) {
        var answer = work.apply(handle);
        outcome = () -> promise.complete(answer);
    }

    /// The outcome will be this failure.
    void failedWith(StorageException failure) {
        outcome = () -> promise.completeExceptionally(failure);
    }

    /// Completes the promise with the outcome.
    void tell() {
        if (outcome != null) {
            outcome.run();
        }
    }
}
