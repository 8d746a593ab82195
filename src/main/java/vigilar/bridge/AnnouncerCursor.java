package vigilar.bridge;

import vigilar.event.EventId;

import java.util.concurrent.CompletableFuture;

/// Where the announcer remembers what it has said.
public interface AnnouncerCursor {
    /// All up to this one has been said; [EventId#BEFORE_ALL] at the very first.
    EventId load();

    /// Completes once it is durable.
    CompletableFuture<?> store(EventId saidUpTo);
}
