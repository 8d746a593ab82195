package vigilar.journal;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Occurrence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A journal without a database, for tests of the rooms that follow or append. It has no tables, so
/// it refuses row changes instead of forgetting them.
public final class InMemoryJournal implements EventJournal {
    private final List<JournalEntry> entries = new ArrayList<>();

    @Override
    public synchronized CompletableFuture<List<EventId>> append(
            List<Occurrence> occurrences, RowChanges rows) {
        if (!rows.equals(RowChanges.NONE)) {
            throw new IllegalArgumentException("a journal in memory has no rows to change");
        }
        var ids = new ArrayList<EventId>();
        for (var what : occurrences) {
            var id = new EventId(entries.size() + 1L);
            entries.add(JournalEntry.of(new Event(id, what)));
            ids.add(id);
        }
        notifyAll();
        return CompletableFuture.completedFuture(List.copyOf(ids));
    }

    @Override
    public synchronized List<JournalEntry> after(EventId cursor, int limit) {
        return entries.stream().skip(cursor.sequence()).limit(limit).toList();
    }

    @Override
    public synchronized boolean awaitBeyond(EventId cursor, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (entries.size() <= cursor.sequence() && end > System.nanoTime()) {
            wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return entries.size() > cursor.sequence();
    }

    @Override
    public synchronized EventId head() {
        return new EventId(entries.size());
    }

    @Override
    public EventId floor() {
        return EventId.BEFORE_ALL;
    }

    @Override
    public String epoch() {
        return "memory";
    }

    @Override
    public synchronized void refresh() {
        notifyAll();
    }
}
