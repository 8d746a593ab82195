package vigilar.journal;

import vigilar.event.EventId;

import java.util.concurrent.CompletableFuture;

/// How far a follower has come, kept over restarts. Safe for any number of threads.
public interface FollowerCursor {
    /// The stored place; [EventId#BEFORE_ALL] for a follower that never stored one.
    EventId load();

    /// Completes once it is durable.
    CompletableFuture<?> store(EventId seen);
}
