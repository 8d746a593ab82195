package vigilar.timeline;

import vigilar.event.EventId;
import vigilar.journal.ArchiveFilter;

import java.util.Optional;

/// What a viewer asks for.
///
/// @param cursor the last event it has seen; empty: live from now
/// @param epoch the life of the store that the cursor belongs to, if the viewer knows it
/// @param filter severity, types and sources count; the rest is for history
public record StreamWish(Optional<EventId> cursor, Optional<String> epoch, ArchiveFilter filter) {}
