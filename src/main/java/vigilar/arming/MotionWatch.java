package vigilar.arming;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.journal.RowChanges;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Tells of motion detectors that have told no motion for longer than their zone allows: their
/// radio reports on, and nobody sees that the eye is blind or taped over. All it knows is in the
/// journal, so a restart begins nothing anew and nothing is told twice. For one thread.
///
/// Only time in which the house was disarmed and awake counts: nobody walks about in a house that
/// was left, and nobody hears it while Vigilar is off. A device that has never told motion is none
/// of a motion detector's, as far as anybody knows.
public final class MotionWatch {
    private static final EventType MOTION = new EventType("MOTION_START");
    private static final EventType MISSING = new EventType("MOTION_MISSING");

    private final EventJournal journal;
    private final EventArchive archive;
    private final ZoneSettings.Panel settings;
    private final Supplier<Map<SourceId, String>> areas;
    private final InstantSource clock;

    /// A device, and how long it may tell no motion.
    private record Watched(SourceId device, ZoneId zone, Duration within) {}

    /// A device that is due by the clock on the wall.
    private record Due(Watched watched, Instant lastMotion) {}

    /// @param archive for questions that may take a while
    /// @param areas where people say that devices stand
    public MotionWatch(
            EventJournal journal,
            EventArchive archive,
            ZoneSettings.Panel settings,
            Supplier<Map<SourceId, String>> areas,
            InstantSource clock) {
        this.journal = journal;
        this.archive = archive;
        this.settings = settings;
        this.areas = areas;
        this.clock = clock;
    }

    /// Looks at all of them once, and tells what is new. Returns once it is durable.
    public void look() {
        var now = clock.instant();
        var due =
                watched(settings, areas)
                        .flatMap(it -> due(it, now).stream())
                        .sorted(Comparator.comparing(Due::lastMotion))
                        .toList();
        if (due.isEmpty()) {
            return;
        }
        var disarmed = new DisarmedTime(archive, due.getFirst().lastMotion(), now);
        var said = new ArrayList<Occurrence>();
        for (var each : due) {
            var quiet = disarmed.since(each.lastMotion());
            if (quiet.compareTo(each.watched().within()) >= 0) {
                said.add(missing(each, quiet, now));
            }
        }
        if (!said.isEmpty()) {
            journal.append(said, RowChanges.NONE).join();
        }
    }

    private Optional<Due> due(Watched watched, Instant now) {
        return newest(archive, watched.device())
                .filter(it -> it.type().equals(MOTION))
                .map(it -> new Due(watched, it.at()))
                .filter(it -> !now.isBefore(it.lastMotion().plus(watched.within())));
    }

    private static Occurrence missing(Due due, Duration quiet, Instant now) {
        return new Occurrence(
                now,
                MISSING,
                Severity.WARNING,
                due.watched().device(),
                new Payload(
                        "{\"zone\":\"%s\",\"days\":%d}"
                                .formatted(due.watched().zone(), quiet.toDays())),
                Origin.ourselves(
                        "no motion since "
                                + due.lastMotion()
                                + ", and the house was disarmed for "
                                + quiet.toDays()
                                + " days of that"));
    }

    /// The devices that were told of and have told no motion since, by their ids.
    static List<String> missing(
            EventArchive archive,
            ZoneSettings.Panel settings,
            Supplier<Map<SourceId, String>> areas) {
        return watched(settings, areas)
                .map(Watched::device)
                .filter(
                        it ->
                                newest(archive, it).stream()
                                        .anyMatch(newest -> newest.type().equals(MISSING)))
                .map(SourceId::value)
                .sorted()
                .toList();
    }

    /// Of a device in several zones the strictest counts.
    private static Stream<Watched> watched(
            ZoneSettings.Panel settings, Supplier<Map<SourceId, String>> areas) {
        var zones = settings.zones().stream().filter(it -> it.motionWithin().isPresent()).toList();
        if (zones.isEmpty()) {
            return Stream.empty();
        }
        var members = new Members(settings, areas);
        var all = new HashMap<SourceId, Watched>();
        for (var each : zones) {
            var standing =
                    members.standing().stream()
                            .filter(it -> members.around(it).contains(each.zone()));
            var within = each.motionWithin().orElseThrow();
            Stream.concat(each.devices().stream(), standing)
                    .map(it -> new Watched(it, each.zone().id(), within))
                    .forEach(it -> all.merge(it.device(), it, MotionWatch::stricter));
        }
        return all.values().stream();
    }

    private static Watched stricter(Watched one, Watched other) {
        return one.within().compareTo(other.within()) <= 0 ? one : other;
    }

    private static Optional<Event> newest(EventArchive archive, SourceId device) {
        return archive.newest(
                Optional.empty(), ArchiveFilter.of(Set.of(MOTION, MISSING), Set.of(device)));
    }
}
