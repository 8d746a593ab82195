package vigilar.arming;

import vigilar.event.EventType;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What of the settings is worth changing, in plain words: delays and windows that are other than
/// the standards ask for (they hold all the same: it is the owner's house), groups that are no
/// alarm, and areas in which nothing is watched. The one place that knows the figures; they are
/// those of `docs/standards.md`.
public final class Advice {
    /// 45 s: the shortest time to leave of CP-01.
    private static final Duration SHORTEST_EXIT = Duration.ofSeconds(45);

    /// 30 s and 4 min: the shortest and the longest time to disarm of CP-01.
    private static final Duration SHORTEST_ENTRY = Duration.ofSeconds(30);

    private static final Duration LONGEST_ENTRY = Duration.ofMinutes(4);

    /// 15 s: the shortest abort window of CP-01.
    private static final Duration SHORTEST_ABORT_WINDOW = Duration.ofSeconds(15);

    /// 60 s: the time to disarm and the abort window together, at most (CP-01).
    private static final Duration LONGEST_UNTOLD = Duration.ofSeconds(60);

    /// 2 min: the shortest siren of EN 50131.
    private static final Duration SHORTEST_SIREN = Duration.ofMinutes(2);

    /// 5 devices are enough to know which are meant.
    private static final int MOST_NAMED = 5;

    private final PanelRules rules;
    private final List<String> said = new ArrayList<>();

    private Advice(PanelRules rules) {
        this.rules = rules;
    }

    /// What is worth changing, a line each.
    public static List<String> on(ZoneSettings.Panel panel) {
        var advice = new Advice(panel.rules());
        advice.leaving("panel.exit_delay", panel.rules().exitDelay(Mode.AWAY));
        advice.disarming();
        panel.zones().stream()
                .map(ZoneSettings::zone)
                .filter(it -> it.kind() == ZoneKind.ENTRY_EXIT)
                .forEach(advice::ofItsOwn);
        advice.alarm();
        panel.zones().stream()
                .filter(it -> it.zone().kind() == ZoneKind.ENTRY_EXIT)
                .forEach(entry -> panel.zones().forEach(other -> advice.shared(entry, other)));
        advice.said.addAll(GroupAdvice.on(panel.zones()));
        return List.copyOf(advice.said);
    }

    /// A door of an area that both take alarms at once: the time to disarm never begins.
    private void shared(ZoneSettings entry, ZoneSettings other) {
        if (other.zone().kind() != ZoneKind.INSTANT) {
            return;
        }
        entry.areas().stream()
                .filter(other::isIn)
                .sorted()
                .forEach(
                        area ->
                                said.add(
                                        ("the zones %s and %s both take the area %s: its doors"
                                             + " alarm at once, and nobody has time to disarm")
                                                .formatted(
                                                        entry.zone().id(),
                                                        other.zone().id(),
                                                        area)));
    }

    /// Zones that many devices share because more told of one danger than a house has, a line each.
    static List<String> crowded(ZonePlan plan) {
        return Translation.crowded(plan).stream()
                .map(
                        it ->
                                ("more than %d devices told of one danger: the others share the"
                                     + " zone %s and alarm all the same. Perhaps somebody invents"
                                     + " devices: look at What I hear, and at who may log in at the"
                                     + " broker")
                                        .formatted(Translation.MOST_OF_A_KIND, it.id()))
                .toList();
    }

    /// Areas of zones in which nothing is watched, a line each: such a zone never alarms.
    ///
    /// @param areas where people say that devices stand
    /// @param archive what devices have told; the newest of each kind stays there, however old
    public static List<String> unwatched(
            ZoneSettings.Panel panel, Supplier<Map<SourceId, String>> areas, EventArchive archive) {
        var members = new Members(panel, areas);
        if (members.byArea().isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<String>();
        for (var each : members.byArea()) {
            each.areas().stream()
                    .sorted()
                    .forEach(area -> unwatched(each.zone(), area, members, archive, all));
        }
        return List.copyOf(all);
    }

    private static void unwatched(
            Zone zone, String area, Members members, EventArchive archive, List<String> said) {
        var devices = members.standingIn(zone, area);
        var begin = "zone %s watches nothing in the area %s: ".formatted(zone.id(), area);
        if (devices.isEmpty()) {
            said.add(
                    begin
                            + "no device stands there, but for those that a zone names. Say on What"
                            + " I hear where devices stand, or name them");
        } else if (!hasTold(devices, zone.kind(), archive)) {
            said.add(
                    begin
                            + "of what stands there (%s) nothing has told of %s yet"
                                    .formatted(
                                            devices.stream()
                                                    .map(SourceId::value)
                                                    .sorted()
                                                    .limit(MOST_NAMED)
                                                    .collect(Collectors.joining(", ")),
                                            zone.kind() == ZoneKind.INTERIOR
                                                    ? "motion"
                                                    : "a door or window"));
        }
    }

    private static boolean hasTold(Set<SourceId> devices, ZoneKind kind, EventArchive archive) {
        return archive.newest(
                        Optional.empty(), ArchiveFilter.of(EventType.each(kind.inAreas()), devices))
                .isPresent();
    }

    /// Away only: after arming home or night nobody leaves.
    private void leaving(String setting, Duration delay) {
        if (delay.compareTo(SHORTEST_EXIT) < 0) {
            say(
                    setting,
                    delay,
                    "CP-01 asks for at least %d s to leave; whoever is slower sets off an alarm",
                    SHORTEST_EXIT);
        }
    }

    /// One that is not set is that of away: then it is said once.
    private void disarming() {
        var away = rules.entryDelay(Mode.AWAY);
        disarming("panel.entry_delay", away, false);
        var others = new LinkedHashMap<String, Mode>();
        others.put("panel.entry_delay_home", Mode.HOME);
        others.put("panel.entry_delay_night", Mode.NIGHT);
        others.forEach(
                (setting, mode) ->
                        Optional.of(rules.entryDelay(mode))
                                .filter(it -> !it.equals(away))
                                .ifPresent(it -> disarming(setting, it, true)));
    }

    private void ofItsOwn(Zone zone) {
        var name = "zone " + zone.id();
        var exit = zone.exitDelays().get(Mode.AWAY);
        if (exit != null) {
            leaving(name + ": exit_delay", exit);
        }
        zone.entryDelays().values().stream()
                .distinct()
                .forEach(it -> disarming(name + ": entry_delay", it, true));
    }

    /// @param mayBeNone by some doors nobody comes in, and some houses alarm at once at night; but
    ///   who comes home to an armed house needs time
    private void disarming(String setting, Duration delay, boolean mayBeNone) {
        if (delay.isZero() && mayBeNone) {
            return;
        }
        if (delay.compareTo(SHORTEST_ENTRY) < 0) {
            say(
                    setting,
                    delay,
                    "CP-01 asks for at least %d s to disarm; whoever is slower sets off an alarm",
                    SHORTEST_ENTRY);
        } else if (delay.compareTo(LONGEST_ENTRY) > 0) {
            say(setting, delay, "CP-01 allows at most %d s to disarm", LONGEST_ENTRY);
        }
        var untold = delay.plus(rules.abortWindow());
        // EN 50131 has its own bound, which an EN-like house keeps to
        if (!rules.warnsOffPath() && untold.compareTo(LONGEST_UNTOLD) > 0) {
            say(
                    setting,
                    delay,
                    "with panel.abort_window = "
                            + rules.abortWindow().toSeconds()
                            + " a burglar has "
                            + untold.toSeconds()
                            + " s before phones are told; CP-01 allows at most %d s",
                    LONGEST_UNTOLD);
        }
    }

    private void alarm() {
        if (rules.abortWindow().compareTo(SHORTEST_ABORT_WINDOW) < 0) {
            say(
                    "panel.abort_window",
                    rules.abortWindow(),
                    "CP-01 asks for at least %d s; phones are told of what was only a mistake",
                    SHORTEST_ABORT_WINDOW);
        }
        if (rules.siren().compareTo(SHORTEST_SIREN) < 0) {
            say(
                    "panel.siren",
                    rules.siren(),
                    "EN 50131 asks for at least %d s; neighbours may not hear it",
                    SHORTEST_SIREN);
        }
    }

    private void say(String setting, Duration is, String why, Duration asked) {
        said.add(setting + " = " + is.toSeconds() + ": " + why.formatted(asked.toSeconds()));
    }
}
