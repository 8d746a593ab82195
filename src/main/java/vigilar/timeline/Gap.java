package vigilar.timeline;

import vigilar.event.EventId;
import vigilar.journal.EventJournal;
import vigilar.journal.JournalEntry;

import java.util.List;
import java.util.Optional;

/// What a viewer cannot be given.
///
/// @param asked the cursor it came with
/// @param lastMissing up to where events are missing; what is kept before it (old alarms among
///   pruned everyday events) follows all the same
/// @param resumesAfter where its stream goes on: just before the next event that is kept
record Gap(Why why, EventId asked, EventId lastMissing, EventId resumesAfter) {
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
    /// stream resumes with all that is kept: which of those events the viewer holds nobody knows,
    /// and a double can be dropped by id while a miss cannot be noticed.
    static Optional<Gap> of(StreamWish wish, EventJournal journal) {
        if (wish.cursor().isEmpty()) {
            return Optional.empty();
        }
        var cursor = wish.cursor().get();
        var floor = journal.floor();
        if (wish.epoch().isPresent() && !wish.epoch().get().equals(journal.epoch())) {
            return Optional.of(of(Why.EPOCH, cursor, EventId.BEFORE_ALL, floor, journal));
        }
        if (cursor.isBeyond(journal.head())) {
            return Optional.of(of(Why.FUTURE, cursor, EventId.BEFORE_ALL, floor, journal));
        }
        return floor.isBeyond(cursor)
                ? Optional.of(of(Why.PRUNED, cursor, cursor, floor, journal))
                : Optional.empty();
    }

    private static Gap of(
            Why why, EventId asked, EventId from, EventId floor, EventJournal journal) {
        return new Gap(why, asked, floor, beforeNext(journal.after(from, 1), floor));
    }

    /// Just before the first of these, and not beyond the floor.
    static EventId beforeNext(List<JournalEntry> kept, EventId floor) {
        if (kept.isEmpty()) {
            return floor;
        }
        var before = new EventId(kept.getFirst().event().id().sequence() - 1);
        return before.isBeyond(floor) ? floor : before;
    }
}
