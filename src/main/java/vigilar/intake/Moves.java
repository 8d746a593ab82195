package vigilar.intake;

import org.jdbi.v3.core.Handle;

import vigilar.event.SourceId;

import java.util.Map;

/// What goes along with a device that turns out to be another (see [Signal.Moved]), in rooms that
/// intake does not know: what people call it.
@FunctionalInterface
public interface Moves {
    /// For a house in which nothing does.
    Moves NONE = (_, _) -> {};

    /// In the transaction that moves its points; may run twice, and touches nothing but rows.
    ///
    /// @param names from the old to the new one
    void moved(Handle rows, Map<SourceId, SourceId> names);
}
