package vigilar.arming;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How long the house was disarmed and awake, by what the journal says. Only then does anybody walk
/// about, and is it heard.
final class DisarmedTime {
    /// 2,000 times that the house was armed, disarmed or started: a year of most homes. What was
    /// before them counts as no time.
    static final int MOST_CHANGES = 2_000;

    private static final String ARMED = "ARMED";

    private static final Set<String> STARTS = Set.of("SYSTEM_STARTED", "SYSTEM_UNCLEAN_STOP");

    private final EventArchive archive;
    private final Instant now;
    private final List<Change> changes;

    /// @param awakeUntil the house's last word before it; of one who starts that may be long ago
    private record Change(Instant at, Instant awakeUntil, String type) {}

    /// @param from earlier times are not asked for
    DisarmedTime(EventArchive archive, Instant from, Instant now) {
        this.archive = archive;
        this.now = now;
        this.changes = changes(from);
    }

    /// Oldest first: all since then and the one before, or as many as are looked at.
    private List<Change> changes(Instant from) {
        var newestFirst = new ArrayList<Change>();
        var next = Optional.<EventId>empty();
        do {
            var page = archive.before(next, changing(), EventArchive.MOST_PER_PAGE);
            page.events().forEach(it -> newestFirst.add(change(it)));
            next = page.next();
        } while (next.isPresent()
                && newestFirst.size() < MOST_CHANGES
                && !newestFirst.getLast().at().isBefore(from));
        if (next.isEmpty()) { // a new house is disarmed
            newestFirst.add(new Change(Instant.MIN, Instant.MIN, "DISARMED"));
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private static ArchiveFilter changing() {
        return new ArchiveFilter(
                Severity.INFO,
                Stream.concat(Stream.of(ARMED, "DISARMED"), STARTS.stream())
                        .map(EventType::new)
                        .collect(Collectors.toSet()),
                Set.of(Said.PANEL, SourceId.SYSTEM),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    private Change change(Event event) {
        var type = event.type().name();
        var last =
                STARTS.contains(type)
                        ? archive
                                .before(Optional.of(event.id()), ArchiveFilter.ALL, 1)
                                .events()
                                .stream()
                                .findFirst()
                        : Optional.<Event>empty();
        return new Change(event.at(), last.map(Event::at).orElse(event.at()), type);
    }

    /// Until now.
    Duration since(Instant then) {
        var counted = Duration.ZERO;
        boolean disarmed = false;
        var at = Instant.MIN;
        for (var change : changes) {
            if (disarmed) {
                counted = counted.plus(overlap(then, at, change.awakeUntil()));
            }
            disarmed = STARTS.contains(change.type()) ? disarmed : !change.type().equals(ARMED);
            at = change.at();
        }
        return disarmed ? counted.plus(overlap(then, at, now)) : counted;
    }

    private Duration overlap(Instant then, Instant from, Instant to) {
        var begin = from.isBefore(then) ? then : from;
        var end = to.isAfter(now) ? now : to;
        return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
    }
}
