package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;

import java.util.List;

/// What a room does when events are removed, in their transaction: forget what it noted of them.
/// Must touch nothing but rows, and be quick: each append waits for it.
@FunctionalInterface
public interface WithPruned {
    /// @param events never empty
    void apply(Handle rows, List<EventId> events);
}
