package vigilar.pictures;

import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.Provenance;
import vigilar.journal.EventJournal;
import vigilar.journal.PassingOn;
import vigilar.journal.RowChanges;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A journal that says when something is filled in: just before, and once it is durable, to the
/// thread that does it. Who waits for something new looks again soon: the clock of these tests is
/// moved by hand, and what is due by it is not to wait for a second of the machine's.
final class WatchedJournal extends PassingOn {
    /// 20 ms: twice what the tests wait between two looks of theirs.
    private static final Duration SOON = Duration.ofMillis(20);

    volatile Runnable beforeFilled = () -> {};
    volatile Runnable afterFilled = () -> {};

    WatchedJournal(EventJournal journal) {
        super(journal);
    }

    @Override
    public boolean awaitBeyond(EventId cursor, Duration patience) throws InterruptedException {
        return super.awaitBeyond(cursor, patience.compareTo(SOON) < 0 ? patience : SOON);
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
