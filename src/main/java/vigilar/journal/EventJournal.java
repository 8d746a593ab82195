package vigilar.journal;

import vigilar.event.EventId;
import vigilar.event.Occurrence;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The journal is the queue: whoever has something to say appends, everyone else follows with a
/// cursor. Safe for any number of threads; any process of the house may append.
public interface EventJournal {
    /// Appends the events and the row changes in one transaction. The future completes once both
    /// are durable and visible to followers, with the ids in the order of the events. It fails with
    /// a [vigilar.storage.StorageException] when they could not be stored: then nothing of this
    /// append has happened.
    CompletableFuture<List<EventId>> append(List<Occurrence> occurrences, RowChanges rows);

    /// The next events beyond the cursor, in id order; at most `limit`, and fewer when they are
    /// large. Empty when there are none.
    List<JournalEntry> after(EventId cursor, int limit);

    /// Waits until there is an event beyond the cursor; false when patience ran out first.
    boolean awaitBeyond(EventId cursor, Duration patience) throws InterruptedException;

    /// The newest event's id as this process knows it; [EventId#BEFORE_ALL] while the journal is
    /// empty.
    EventId head();

    /// Up to where retention has removed events: a follower at or beyond it has missed nothing.
    /// Some events before it may still be there, such as old alarms, and [#after] gives them.
    EventId floor();

    /// Which life of the store the ids belong to: a new or restored store has another one. Plain
    /// letters and digits.
    String epoch();

    /// Somebody says that there may be something new (another process appended): look, and wake the
    /// followers. Cheap, and harmless when it is not true.
    void refresh();
}
