package vigilar.timeline;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.journal.JournalEntry;
import vigilar.journal.RowChanges;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A journal and its archive in memory, for the rooms that only follow.
public final class PaperJournal implements EventJournal, EventArchive {
    private final List<JournalEntry> entries = new ArrayList<>();
    private final String epoch;
    private long floor;
    private volatile Runnable searched = () -> {};

    public PaperJournal() {
        this("e1");
    }

    public PaperJournal(String epoch) {
        this.epoch = epoch;
    }

    /// Appends some doors that open.
    public void doors(int count) {
        for (int i = 0; i < count; i++) {
            say("CONTACT_OPEN", Severity.INFO, "front-door", "{}");
        }
    }

    public void say(String type, Severity severity, String source, String payload) {
        var _ =
                append(
                        List.of(
                                new Occurrence(
                                        Instant.ofEpochMilli(1_700_000_000_000L),
                                        new EventType(type),
                                        severity,
                                        new SourceId(source),
                                        new Payload(payload),
                                        new Origin("vigilar/sensor/" + source, "because"))),
                        RowChanges.NONE);
    }

    /// Retention: forgets all up to here.
    public synchronized void prune(long upTo) {
        floor = upTo;
    }

    @Override
    public synchronized CompletableFuture<List<EventId>> append(
            List<Occurrence> occurrences, RowChanges rows) {
        var ids = new ArrayList<EventId>();
        for (var occurrence : occurrences) {
            var id = new EventId(entries.size() + 1L);
            ids.add(id);
            entries.add(JournalEntry.of(new Event(id, occurrence)));
        }
        notifyAll();
        return CompletableFuture.completedFuture(ids);
    }

    @Override
    public synchronized List<JournalEntry> after(EventId cursor, int limit) {
        int from = (int) Math.min(entries.size(), Math.max(cursor.sequence(), floor));
        return List.copyOf(entries.subList(from, Math.min(entries.size(), from + limit)));
    }

    @Override
    public synchronized boolean awaitBeyond(EventId cursor, Duration patience)
            throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        while (entries.size() <= cursor.sequence()) {
            var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public synchronized EventId head() {
        return new EventId(entries.size());
    }

    @Override
    public synchronized EventId floor() {
        return new EventId(floor);
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public void refresh() {}

    @Override
    public synchronized Page before(Optional<EventId> before, ArchiveFilter filter, int limit) {
        var most = before.map(EventId::sequence).orElse(Long.MAX_VALUE);
        var all =
                entries.reversed().stream()
                        .map(JournalEntry::event)
                        .filter(e -> e.id().sequence() < most && filter.admits(e))
                        .toList();
        return page(all, limit);
    }

    @Override
    public synchronized Page after(EventId after, ArchiveFilter filter, int limit) {
        var all =
                entries.stream()
                        .map(JournalEntry::event)
                        .filter(e -> e.id().isBeyond(after) && filter.admits(e))
                        .toList();
        return page(all, limit);
    }

    private static Page page(List<Event> all, int limit) {
        var page = all.stream().limit(limit).toList();
        return new Page(
                page, all.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty());
    }

    /// What happens before each search for what stands.
    public void whenSearched(Runnable before) {
        searched = before;
    }

    @Override
    public List<Event> newestOfEach(Severity least, Set<EventType> orTypes) {
        searched.run();
        return standing(least, orTypes);
    }

    private synchronized List<Event> standing(Severity least, Set<EventType> orTypes) {
        var newest = new LinkedHashMap<String, Event>();
        for (var entry : entries.reversed()) {
            var event = entry.event();
            if (event.severity().compareTo(least) >= 0 || orTypes.contains(event.type())) {
                newest.putIfAbsent(event.type() + " " + event.source(), event);
            }
        }
        return List.copyOf(newest.values());
    }

    @Override
    public synchronized Optional<Event> find(EventId id) {
        return entries.stream().map(JournalEntry::event).filter(e -> e.id().equals(id)).findAny();
    }

    @Override
    public List<Slice> slices(Instant from, Instant to, Duration width, ArchiveFilter filter) {
        return List.of(new Slice(from, entries.size(), Severity.INFO));
    }

    @Override
    public Known known() {
        return new Known(
                List.of(new SourceId("front-door")), List.of(new EventType("CONTACT_OPEN")));
    }
}
