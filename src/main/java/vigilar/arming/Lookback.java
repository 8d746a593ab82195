package vigilar.arming;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/// Runs the stored past through other zones: what [Hindsight] needs of the journal. Only reads.
/// Safe for any number of threads.
public final class Lookback {
    /// 7 days before: what was left out or had just alarmed is learnt from them.
    private static final Duration BEFORE = Duration.ofDays(7);

    private final EventArchive archive;
    private final Supplier<Map<SourceId, String>> areas;

    /// @param areas where people say that devices stand
    public Lookback(EventArchive archive, Supplier<Map<SourceId, String>> areas) {
        this.archive = archive;
        this.areas = areas;
    }

    /// Takes some seconds for a million events.
    ///
    /// @param zones to be tried
    /// @param read told now and then how many events were read
    public Hindsight.Result look(
            ZoneSettings.Panel zones, Instant since, Instant until, LongConsumer read) {
        var hindsight = new Hindsight(zones, areas.get(), since);
        long seen = 0;
        var cursor = archive.justBefore(since.minus(BEFORE));
        hindsight.recall(archive, cursor);
        armed(cursor).ifPresent(hindsight::stoodArmed);
        for (var page = page(cursor); !page.isEmpty(); page = page(page.getLast().id())) {
            page.forEach(hindsight::next);
            seen += page.size();
            read.accept(seen);
        }
        return hindsight.end(until);
    }

    /// The event before it that says how the house was armed then: that may be long ago. Empty: it
    /// was disarmed.
    private Optional<Event> armed(EventId cursor) {
        var newest =
                newest(
                        new EventId(cursor.sequence() + 1),
                        Said.ARMED,
                        Said.DISARMED,
                        Said.EXIT_ERROR);
        return newest.flatMap(
                it ->
                        switch (it.type().name()) {
                            case Said.ARMED -> newest;
                            case Said.EXIT_ERROR ->
                                    newest(it.id(), Said.ARMED, Said.ARMING, Said.STAYED_HOME);
                            default -> Optional.empty();
                        });
    }

    private Optional<Event> newest(EventId before, String... types) {
        return archive.newest(
                Optional.of(before),
                ArchiveFilter.of(EventType.each(List.of(types)), Set.of(Said.PANEL)));
    }

    private List<Event> page(EventId after) {
        return archive.after(after, ArchiveFilter.ALL, EventArchive.MOST_PER_PAGE).events();
    }
}
