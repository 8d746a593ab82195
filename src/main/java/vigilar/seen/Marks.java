package vigilar.seen;

import vigilar.event.EventId;

import java.util.Set;

/// What one person has seen.
///
/// @param upTo all events up to this one
/// @param single events beyond it
public record Marks(EventId upTo, Set<EventId> single) {
    public Marks {
        single = Set.copyOf(single);
    }

    public boolean holds(EventId event) {
        return !event.isBeyond(upTo) || single.contains(event);
    }
}
