package vigilar.cli;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/// As many doors opened as the test wants; one more each time somebody waits.
final class FakeArchive implements EventArchive, EventJournal {
    private final List<Event> events = new ArrayList<>();

    FakeArchive(int count) {
        LongStream.rangeClosed(1, count).forEach(id -> events.add(event(id)));
    }

    private static Event event(long id) {
        return new Event(
                new EventId(id),
                new Occurrence(
                        Instant.ofEpochMilli(id),
                        new EventType("CONTACT_OPEN"),
                        Severity.INFO,
                        new SourceId("front-door"),
                        Payload.EMPTY,
                        Origin.ourselves("a test")));
    }

    @Override
    public Page before(Optional<EventId> before, ArchiveFilter filter, int limit) {
        var found =
                events.reversed().stream()
                        .filter(it -> before.isEmpty() || before.get().isBeyond(it.id()))
                        .toList();
        return page(found, limit);
    }

    @Override
    public Page after(EventId after, ArchiveFilter filter, int limit) {
        return page(events.stream().filter(it -> it.id().isBeyond(after)).toList(), limit);
    }

    private static Page page(List<Event> found, int limit) {
        var page = found.stream().limit(limit).toList();
        return new Page(
                page, found.size() > limit ? Optional.of(page.getLast().id()) : Optional.empty());
    }

    @Override
    public List<Event> newestOfEach(Severity least, Set<EventType> orTypes) {
        return List.of();
    }

    @Override
    public Optional<Event> find(EventId id) {
        return events.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    @Override
    public List<Slice> slices(Instant from, Instant to, Duration width, ArchiveFilter filter) {
        return List.of();
    }

    @Override
    public Known known() {
        return new Known(List.of(), List.of());
    }

    @Override
    public CompletableFuture<List<EventId>> append(List<Occurrence> occurrences, RowChanges rows) {
        return CompletableFuture.failedFuture(new IllegalStateException("only for reading"));
    }

    @Override
    public List<JournalEntry> after(EventId cursor, int limit) {
        return after(cursor, ArchiveFilter.ALL, limit).events().stream()
                .map(JournalEntry::of)
                .toList();
    }

    @Override
    public boolean awaitBeyond(EventId cursor, Duration patience) {
        events.add(event(events.size() + 1L));
        return true;
    }

    @Override
    public EventId head() {
        return events.isEmpty() ? EventId.BEFORE_ALL : events.getLast().id();
    }

    @Override
    public EventId floor() {
        return EventId.BEFORE_ALL;
    }

    @Override
    public String epoch() {
        return "test";
    }

    @Override
    public void refresh() {}
}
