package vigilar.arming;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How long the house was disarmed and heard its devices, by what the journal says. Only then does
/// anybody walk about, and is it heard.
final class DisarmedTime {
    /// 2,000 times that the house was armed or disarmed, and as many that it started or stopped, or
    /// lost the broker: a year of most homes. What was before them counts as no time.
    static final int MOST_CHANGES = 2_000;

    /// 50 events before a start: mostly one of them is of a device.
    private static final int LAST_WORDS = 50;

    /// 10 times as many, where other processes said much while nobody listened: beyond them the
    /// oldest that was looked at counts.
    private static final int MOST_LOOKS = 10;

    /// Who hears the devices, as the starts and stops of processes call it.
    private static final String LISTENER = "intake";

    /// Who may say something although nobody hears the devices.
    private static final String FRONT_DOOR = "web";

    private static final String STARTED = "SYSTEM_STARTED";

    private static final String STOPPED = "SYSTEM_STOPPED";

    private static final String UNCLEAN_STOP = "SYSTEM_UNCLEAN_STOP";

    private static final String LOST = "HEARING_LOST";

    private static final String GAP = "HEARING_GAP";

    private static final JsonMapper JSON = new JsonMapper();

    private final EventArchive archive;
    private final Instant now;
    private final List<Change> changes;

    /// What it takes for a time to count.
    private enum Needed {
        DISARMED,
        AWAKE,
        CONNECTED
    }

    /// From then on it is so, or not.
    private record Change(Instant at, Needed what, boolean so) {}

    /// @param from earlier times are not asked for
    DisarmedTime(EventArchive archive, Instant from, Instant now) {
        this.archive = archive;
        this.now = now;
        this.changes =
                Stream.of(
                                changes(
                                        from,
                                        Needed.DISARMED,
                                        Said.PANEL,
                                        Said.ARMED,
                                        Said.EXIT_ERROR,
                                        Said.DISARMED),
                                changes(
                                        from,
                                        Needed.AWAKE,
                                        SourceId.SYSTEM,
                                        STARTED,
                                        STOPPED,
                                        UNCLEAN_STOP),
                                changes(from, Needed.CONNECTED, SourceId.SYSTEM, LOST, GAP))
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(Change::at))
                        .toList();
    }

    /// Oldest first: all since then and the one before, or as many as are looked at. A new house is
    /// disarmed, and hears.
    private List<Change> changes(Instant from, Needed needed, SourceId source, String... types) {
        var filter = ArchiveFilter.of(EventType.each(List.of(types)), Set.of(source));
        var newestFirst = new ArrayList<Event>();
        var next = Optional.<EventId>empty();
        int read = 0;
        do {
            var page = archive.before(next, filter, EventArchive.MOST_PER_PAGE);
            page.events().stream().filter(DisarmedTime::tells).forEach(newestFirst::add);
            read += page.events().size();
            next = page.next();
        } while (next.isPresent()
                && read < MOST_CHANGES
                && (newestFirst.isEmpty() || !newestFirst.getLast().at().isBefore(from)));
        var first =
                next.isEmpty()
                        ? Stream.of(new Change(Instant.MIN, needed, true))
                        : Stream.<Change>empty();
        return Stream.concat(first, newestFirst.reversed().stream().flatMap(this::changes))
                .toList();
    }

    /// What other processes do takes no time off it: who listens goes on.
    private static boolean tells(Event event) {
        return switch (event.type().name()) {
            case STARTED, STOPPED, UNCLEAN_STOP -> isOf(LISTENER, event);
            default -> true;
        };
    }

    /// A process that names no roles has them all.
    private static boolean isOf(String role, Event event) {
        var roles = payload(event).path("roles");
        return roles.isEmpty() || roles.valueStream().anyMatch(it -> it.asString("").equals(role));
    }

    private static JsonNode payload(Event event) {
        return JSON.readTree(event.payload().json());
    }

    private Stream<Change> changes(Event event) {
        var at = event.at();
        return switch (event.type().name()) {
            case Said.DISARMED -> Stream.of(new Change(at, Needed.DISARMED, true));
            case Said.ARMED, Said.EXIT_ERROR -> Stream.of(new Change(at, Needed.DISARMED, false));
            case STOPPED -> Stream.of(new Change(at, Needed.AWAKE, false));
            case UNCLEAN_STOP -> Stream.of(new Change(lastWord(event), Needed.AWAKE, false));
            case STARTED ->
                    Stream.of(
                            new Change(lastWord(event), Needed.AWAKE, false),
                            new Change(at, Needed.AWAKE, true),
                            new Change(at, Needed.CONNECTED, true)); // or that is told anew
            case LOST -> Stream.of(new Change(lostSince(event), Needed.CONNECTED, false));
            case GAP ->
                    Stream.of(
                            new Change(lostSince(event), Needed.CONNECTED, false),
                            new Change(at, Needed.CONNECTED, true));
            default -> Stream.empty();
        };
    }

    /// When the one who starts was last awake, as far as anybody knows: that may be long ago. Where
    /// all is one process each word is a sign of it.
    private Instant lastWord(Event start) {
        boolean alone = isOf(FRONT_DOOR, start);
        var last = start;
        for (int look = 0; look < MOST_LOOKS; look++) {
            var before = before(last, alone ? 1 : LAST_WORDS);
            var word = before.stream().filter(it -> alone || isOfListener(it)).findFirst();
            if (word.isPresent()) {
                return word.get().at();
            }
            if (before.isEmpty()) {
                break;
            }
            last = before.getLast();
        }
        return last.at();
    }

    private List<Event> before(Event event, int most) {
        return archive.before(Optional.of(event.id()), ArchiveFilter.ALL, most).events();
    }

    private static boolean isOfListener(Event event) {
        return switch (event.type().name()) {
            case STARTED, STOPPED -> isOf(LISTENER, event);
            default -> !event.origin().topic().isEmpty();
        };
    }

    private static Instant lostSince(Event event) {
        return Instant.ofEpochMilli(
                payload(event).path("away_since").asLong(event.at().toEpochMilli()));
    }

    /// Until now.
    Duration since(Instant then) {
        var counted = Duration.ZERO;
        var holds = EnumSet.noneOf(Needed.class);
        var at = Instant.MIN;
        for (var change : changes) {
            if (holds.size() == Needed.values().length) {
                counted = counted.plus(overlap(then, at, change.at()));
            }
            if (change.so()) {
                holds.add(change.what());
            } else {
                holds.remove(change.what());
            }
            at = change.at();
        }
        return holds.size() == Needed.values().length
                ? counted.plus(overlap(then, at, now))
                : counted;
    }

    private Duration overlap(Instant then, Instant from, Instant to) {
        var begin = from.isBefore(then) ? then : from;
        var end = to.isAfter(now) ? now : to;
        return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
    }
}
