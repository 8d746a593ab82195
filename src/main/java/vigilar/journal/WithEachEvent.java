package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.Event;

import java.util.List;

/// Row changes that belong to events whoever appends them, such as the notifications they are owed:
/// made in the events' own transaction, once their ids are known. May run twice when a first try of
/// the group failed; must touch nothing but rows, and be quick: each append waits for it.
@FunctionalInterface
public interface WithEachEvent {
    /// For a journal that owes nobody anything.
    WithEachEvent NOTHING = (_, _) -> {};

    /// @param events in the order of their ids, never empty
    /// @throws RuntimeException to undo the append
    void apply(Handle rows, List<Event> events);
}
