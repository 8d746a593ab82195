package vigilar.arming;

import vigilar.event.Endless;
import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Provenance;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What events of the journal mean to the panel. Used by one thread.
///
/// Smoke, gas, calls for help, leaks and tampering are zones by themselves, whichever device tells
/// of them: they need no settings, and none can turn them off.
final class Translation {
    /// 200 zones by themselves of each kind of danger: more detectors than any house has. Beyond
    /// them somebody invents devices; what they tell alarms all the same, in one zone for all of
    /// them.
    static final int MOST_OF_A_KIND = 200;

    /// Who has no zone of its own any more.
    private static final SourceId OTHERS = new SourceId(Zone.SHARED);

    private static final Set<String> OPENS = Set.of("CONTACT_OPEN", "MOTION_START");

    private static final Set<String> CLOSES = Set.of("CONTACT_CLOSED", "MOTION_END");

    /// What has no end to wait for, or one that may not come.
    private static final Set<String> FELT =
            Set.of("PERSON_DETECTED", "VIBRATION", "NOISE_DETECTED", "PANIC");

    private static final Map<String, ZoneKind> ALWAYS_ON =
            Map.of(
                    "SMOKE", ZoneKind.LIFE_SAFETY,
                    "GAS", ZoneKind.LIFE_SAFETY,
                    "CARBON_MONOXIDE", ZoneKind.LIFE_SAFETY,
                    "PANIC", ZoneKind.LIFE_SAFETY,
                    "WATER_LEAK", ZoneKind.ALWAYS,
                    "TAMPER", ZoneKind.ALWAYS);

    /// Those of them that have an end and are no trouble of a device.
    private static final Set<String> LASTING =
            Set.of("SMOKE", "GAS", "CARBON_MONOXIDE", "WATER_LEAK");

    /// Frigate, as the source of what it says of itself.
    private static final SourceId CAMERAS = new SourceId("frigate");

    /// Since when, or until when, nothing was heard of many devices at once.
    private static final Set<String> DEAF = Set.of("PRODUCER_OFFLINE", "HEARING_GAP");

    private static final String CLEARED = "_CLEARED";

    private final ZoneSettings.Panel settings;
    private final Members members;
    private final Set<ZoneId> known;
    private final Map<ZoneId, Zone> byThemselves = new HashMap<>();
    private final Apart.Zones apart = new Apart.Zones();
    private Optional<EventArchive> past = Optional.empty();
    private ZonePlan plan;

    /// @param known zones that an earlier life of the panel knew
    /// @param areas where people say that devices stand
    Translation(
            ZoneSettings.Panel settings, Set<ZoneId> known, Supplier<Map<SourceId, String>> areas) {
        this.settings = settings;
        this.members = new Members(settings, areas);
        this.known = Set.copyOf(known);
        known.forEach(it -> alwaysOn(it).ifPresent(kind -> byThemselves.put(it, zone(it, kind))));
        plan = newPlan();
    }

    private ZonePlan newPlan() {
        var zones = new ArrayList<>(settings.zones().stream().map(ZoneSettings::zone).toList());
        var taken = zones.stream().map(Zone::id).toList();
        byThemselves.values().stream().filter(it -> !taken.contains(it.id())).forEach(zones::add);
        return new ZonePlan(zones, settings.rules());
    }

    private static Zone zone(ZoneId id, ZoneKind kind) {
        return Zone.of(id.value(), kind, Mode.values());
    }

    /// The plan with all zones that are known by now.
    ZonePlan plan() {
        return plan;
    }

    /// What kind of zone by itself this is: its name ends with what it tells of.
    private static Optional<ZoneKind> alwaysOn(ZoneId id) {
        int dot = id.value().lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(
                        ALWAYS_ON.get(id.value().substring(dot + 1).toUpperCase(Locale.ROOT)));
    }

    private static ZoneId byItself(SourceId source, String type) {
        return new ZoneId(source + "." + type.toLowerCase(Locale.ROOT));
    }

    /// What must be known of before: how the devices of the zones stand. One that is alone in its
    /// zone may have more than one sense, so that the end of one is not the end of all. Each has a
    /// newest word of each kind in the archive, however old.
    ///
    /// @param seen up to which event everything is past
    /// @return how the zones stand by that: while no panel ran devices may have been moved, or
    ///   exchanged in the settings, and a zone may be new
    List<Fact> recall(EventArchive archive, EventId seen) {
        recallDevices(archive, seen);
        return settings.zones().stream()
                .map(it -> it.zone().id())
                .filter(it -> known.contains(it) || !apart.of(it).isEmpty())
                .flatMap(
                        it ->
                                apart.of(it).isEmpty()
                                        ? Stream.of(new Fact.NeverHeard(it))
                                        : stands(it))
                .toList();
    }

    /// The same where no panel has kept how zones stood.
    ///
    /// @return how all of them stand
    List<Fact> remember(EventArchive archive, EventId seen) {
        recallDevices(archive, seen);
        return Stream.concat(
                        settings.zones().stream().flatMap(it -> stands(it.zone().id())),
                        byThemselves.keySet().stream() // a danger that was over has made none
                                .map(it -> new Fact.Known(it, true)))
                .toList();
    }

    private void recallDevices(EventArchive archive, EventId seen) {
        past = Optional.of(archive);
        var named = settings.zones().stream().flatMap(it -> it.devices().stream());
        recall(archive, seen, Stream.concat(named, members.standing().stream()));
    }

    private void recall(EventArchive archive, EventId seen, Stream<SourceId> devices) {
        devices.distinct()
                .flatMap(
                        device ->
                                Signs.TELLING.stream()
                                        .flatMap(of -> newest(archive, seen, device, of)))
                .sorted(Comparator.comparing(Event::id))
                .forEach(this::told);
    }

    private Stream<Fact> stands(ZoneId zone) {
        var devices = apart.of(zone);
        return Stream.concat(
                Stream.of(new Fact.Known(zone, devices.isOpen())),
                Stream.of(Trouble.values())
                        .map(it -> new Fact.Troubled(zone, it, devices.has(it))));
    }

    /// Devices that came into a zone or left it, because somebody said where they stand: how those
    /// zones stand now. That is no news of a sensor, and never an alarm.
    private List<Fact> followed(Event event) {
        var touched = new TreeSet<ZoneId>();
        for (var moved : members.after(event)) {
            for (var zone : moved.left()) {
                if (apart.of(zone.id()).forget(moved.device())) {
                    touched.add(zone.id());
                }
            }
            if (!moved.joined().isEmpty()) {
                var before = new EventId(event.id().sequence() - 1);
                past.ifPresent(it -> recall(it, before, Stream.of(moved.device())));
            }
            moved.joined().stream()
                    .map(Zone::id)
                    .filter(it -> apart.of(it).isCounted(moved.device()))
                    .forEach(touched::add);
        }
        return touched.stream().flatMap(this::stands).toList();
    }

    private static Stream<Event> newest(
            EventArchive archive, EventId seen, SourceId device, Set<String> types) {
        return archive
                .newest(
                        Optional.of(new EventId(seen.sequence() + 1)),
                        ArchiveFilter.of(EventType.each(types), Set.of(device)))
                .stream();
    }

    /// The events that come next were all stored by now.
    void newRound() {
        members.newRound();
    }

    /// What the event means, in this order; often nothing.
    List<Fact> of(Event event) {
        var facts = new ArrayList<>(followed(event));
        facts.addAll(told(event));
        return facts;
    }

    private List<Fact> told(Event event) {
        var facts = new ArrayList<Fact>();
        var type = event.type().name();
        for (var zone : members.naming(event.source())) {
            told(zone, event, true, facts);
        }
        for (var zone : members.around(event.source())) {
            told(zone, event, zone.kind().inAreas().contains(type), facts);
        }
        boolean live = Provenance.of(event.payload()).mayAlarm();
        if (DEAF.contains(type) && tellsOfDoors(event.source())) {
            facts.add(new Fact.Unheard());
        }
        facts.addAll(ofItself(event, live));
        return facts;
    }

    /// Whether somebody who leaves would be heard through them: cameras tell of no door.
    static boolean tellsOfDoors(SourceId producer) {
        return !producer.equals(CAMERAS);
    }

    /// @param counts whether that makes the device one of the zone
    private void told(Zone of, Event event, boolean counts, List<Fact> facts) {
        var zone = of.id();
        var devices = apart.of(zone);
        boolean live = Provenance.of(event.payload()).mayAlarm();
        var type = event.type().name();
        long id = event.id().sequence();
        if (counts && devices.counts(event.source())) {
            Stream.of(Trouble.values())
                    .filter(devices::has) // said of it before it counted
                    .forEach(it -> facts.add(new Fact.Troubled(zone, it, true)));
        }
        var sign = Signs.OF_TROUBLE.get(type);
        if (sign != null) {
            devices.troubled(event.source(), sign.trouble(), sign.has());
            if (devices.isCounted(event.source())) {
                facts.add(new Fact.Troubled(zone, sign.trouble(), devices.has(sign.trouble())));
            }
        }
        if (!counts || of.kind().isDeafTo(type)) {
            return;
        }
        boolean found = isFound(event);
        boolean felt = isFelt(event, type);
        if (OPENS.contains(type) && !felt) {
            boolean open = devices.isOpen();
            devices.opened(event);
            facts.add(
                    live
                            ? new Fact.Opened(zone, id)
                            : found && !open
                                    ? new Fact.Found(zone, id)
                                    : new Fact.Known(zone, true));
        } else if (CLOSES.contains(type)) {
            if (devices.closed(event)) {
                facts.add(live ? new Fact.Closed(zone) : new Fact.Known(zone, false));
            } // else another of its devices is open still
        } else if (felt && live) {
            facts.add(new Fact.Felt(zone, id));
        } else if (felt && found && !devices.isOpen()) {
            facts.add(new Fact.Found(zone, id));
            facts.add(new Fact.Known(zone, false));
        } else {
            alsoByItself(of, event, facts);
        }
    }

    /// Whether nothing stands open after it: nobody would say that it is over. A danger that a zone
    /// names is one of its own zone.
    private static boolean isFelt(Event event, String type) {
        return FELT.contains(type) || (OPENS.contains(type) && Endless.of(event.payload()));
    }

    /// A leak that a zone which is always on names alarms by itself; here it only is known how that
    /// zone stands.
    private void alsoByItself(Zone zone, Event event, List<Fact> facts) {
        boolean cleared = event.type().name().endsWith(CLEARED);
        var what = event.type().name().replace(CLEARED, "");
        if (!LASTING.contains(what)
                || zone.kind() != ZoneKind.ALWAYS
                || Endless.of(event.payload())) {
            return;
        }
        var devices = apart.of(zone.id());
        if (cleared) {
            devices.closed(event);
        } else {
            devices.opened(event);
        }
        facts.add(new Fact.Known(zone.id(), devices.isOpen()));
    }

    /// Whether it changed while nobody could hear it. (Intake makes an event of what is repeated or
    /// was kept only where it differs from what was known.) What was fetched from a recording later
    /// is told with the recording.
    private static boolean isFound(Event event) {
        return switch (Provenance.of(event.payload())) {
            case RETAINED, REPLAYED -> true;
            case LIVE, BACKFILLED -> false;
        };
    }

    private List<Fact> ofItself(Event event, boolean live) {
        var type = event.type().name();
        long id = event.id().sequence();
        boolean cleared = type.endsWith(CLEARED);
        var what = cleared ? type.replace(CLEARED, "") : type;
        var kind = ALWAYS_ON.get(what);
        var zone = byItself(event.source(), what);
        if (kind == null || (cleared && !byThemselves.containsKey(zone))) {
            return List.of();
        }
        if (!byThemselves.containsKey(zone) && isFull(what)) {
            return live ? ofTheOthers(what, kind, id) : List.of();
        }
        add(zone, kind);
        if (cleared) {
            return List.of(live ? new Fact.Closed(zone) : new Fact.Known(zone, false));
        }
        if (FELT.contains(what) || Endless.of(event.payload())) {
            return live ? List.of(new Fact.Felt(zone, id)) : List.of();
        }
        return List.of(live ? new Fact.Opened(zone, id) : new Fact.Found(zone, id));
    }

    private boolean add(ZoneId zone, ZoneKind kind) {
        if (byThemselves.containsKey(zone)) {
            return false;
        }
        byThemselves.put(zone, zone(zone, kind));
        plan = newPlan();
        return true;
    }

    private boolean isFull(String what) {
        var ending = "." + what.toLowerCase(Locale.ROOT);
        return byThemselves.keySet().stream().filter(it -> it.value().endsWith(ending)).count()
                >= MOST_OF_A_KIND;
    }

    /// Nobody keeps of so many how they stand: each time is one that has no end.
    private List<Fact> ofTheOthers(String what, ZoneKind kind, long id) {
        var zone = byItself(OTHERS, what);
        var felt = new Fact.Felt(zone, id);
        return add(zone, kind)
                ? List.of(new Fact.Crowded(zone, MOST_OF_A_KIND), felt)
                : List.of(felt);
    }

    /// The zones that stand for many of which nobody knows whether they are real.
    static List<Zone> crowded(ZonePlan plan) {
        return plan.zones().filter(Zone::isShared).toList();
    }
}
