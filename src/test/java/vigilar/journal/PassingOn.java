package vigilar.journal;

import vigilar.event.EventId;
import vigilar.event.Occurrence;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A journal that passes everything on to another one, for a test that watches some of it.
public class PassingOn implements EventJournal {
    private final EventJournal journal;

    public PassingOn(EventJournal journal) {
        this.journal = journal;
    }

    @Override
    public CompletableFuture<List<EventId>> append(List<Occurrence> what, RowChanges rows) {
        return journal.append(what, rows);
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
