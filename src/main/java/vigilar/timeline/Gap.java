package vigilar.timeline;

import vigilar.event.EventId;
import vigilar.journal.EventJournal;

import java.util.Optional;

/// What a viewer cannot be given.
///
/// @param asked the cursor it came with
/// @param resumesAfter where its stream goes on; also the last missing id
record Gap(Why why, EventId asked, EventId resumesAfter) {
    /// Why it is missing.
    enum Why {
        /// Retention took it.
        PRUNED,
        /// The cursor is ahead of the journal: the store has lost its tail, or the cursor is made
        /// up.
        FUTURE,
        /// The cursor belongs to another life of the store.
        EPOCH;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Only retention leaves a known hole behind the cursor. In the other two cases the cursor says
    /// nothing about this store, so all that is no longer kept is missing.
    long firstMissing() {
        return why == Why.PRUNED ? asked.sequence() + 1 : 1;
    }

    /// The gap that a wish meets, or empty. After another epoch or a cursor from the future the
    /// stream resumes at the floor, with all that is kept: which of those events the viewer holds
    /// nobody knows, and a double can be dropped by id while a miss cannot be noticed.
    static Optional<Gap> of(StreamWish wish, EventJournal journal) {
        if (wish.cursor().isEmpty()) {
            return Optional.empty();
        }
        var cursor = wish.cursor().get();
        var floor = journal.floor();
        if (wish.epoch().isPresent() && !wish.epoch().get().equals(journal.epoch())) {
            return Optional.of(new Gap(Why.EPOCH, cursor, floor));
        }
        if (cursor.isBeyond(journal.head())) {
            return Optional.of(new Gap(Why.FUTURE, cursor, floor));
        }
        return floor.isBeyond(cursor)
                ? Optional.of(new Gap(Why.PRUNED, cursor, floor))
                : Optional.empty();
    }
}
