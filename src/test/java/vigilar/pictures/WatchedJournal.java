package vigilar.pictures;

import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.Provenance;
import vigilar.journal.EventJournal;
import vigilar.journal.JournalEntry;
import vigilar.journal.RowChanges;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A journal that says when something is filled in: just before, and once it is durable, to the
/// thread that does it.
final class WatchedJournal implements EventJournal {
    volatile Runnable beforeFilled = () -> {};
    volatile Runnable afterFilled = () -> {};

    private final EventJournal journal;

    WatchedJournal(EventJournal journal) {
        this.journal = journal;
    }

    @Override
    public CompletableFuture<List<EventId>> append(List<Occurrence> occurrences, RowChanges rows) {
        var fills =
                occurrences.stream()
                        .anyMatch(it -> Provenance.of(it.payload()) == Provenance.BACKFILLED);
        if (!fills) {
            return journal.append(occurrences, rows);
        }
        beforeFilled.run();
        var ids = journal.append(occurrences, rows).join();
        afterFilled.run();
        return CompletableFuture.completedFuture(ids);
    }

    @Override
    public List<JournalEntry> after(EventId cursor, int limit) {
        return journal.after(cursor, limit);
    }

    @Override
    public boolean awaitBeyond(EventId cursor, Duration patience) throws InterruptedException {
        return journal.awaitBeyond(cursor, patience);
    }

    @Override
    public EventId head() {
        return journal.head();
    }

    @Override
    public EventId floor() {
        return journal.floor();
    }

    @Override
    public String epoch() {
        return journal.epoch();
    }

    @Override
    public void refresh() {
        journal.refresh();
    }
}
