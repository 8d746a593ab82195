package vigilar.pictures;

import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.Provenance;
import vigilar.journal.EventJournal;
import vigilar.journal.PassingOn;
import vigilar.journal.RowChanges;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A journal that says when something is filled in: just before, and once it is durable, to the
/// thread that does it.
final class WatchedJournal extends PassingOn {
    volatile Runnable beforeFilled = () -> {};
    volatile Runnable afterFilled = () -> {};

    WatchedJournal(EventJournal journal) {
        super(journal);
    }

    @Override
    public CompletableFuture<List<EventId>> append(List<Occurrence> occurrences, RowChanges rows) {
        var fills =
                occurrences.stream()
                        .anyMatch(it -> Provenance.of(it.payload()) == Provenance.BACKFILLED);
        if (!fills) {
            return super.append(occurrences, rows);
        }
        beforeFilled.run();
        var ids = super.append(occurrences, rows).join();
        afterFilled.run();
        return CompletableFuture.completedFuture(ids);
    }
}
