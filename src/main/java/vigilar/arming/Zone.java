package vigilar.arming;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One or more devices that mean the same to the panel.
///
/// @param modes in which it takes part; of no matter for kinds that are always on
/// @param exitDelays its own times to leave by it, for modes in which it needs another than others
/// @param entryDelays its own, for modes in which it does not wait as long as the others
/// @param armsOnClose closing it after leaving ends the exit delay: the last door
/// @param chimes while disarmed, opening it is told
/// @param group of the zones that only together are an alarm; empty: it is one by itself, as a way
///   in and what is always on are in a group, too
public record Zone(
        ZoneId id,
        ZoneKind kind,
        Set<Mode> modes,
        Map<Mode, Duration> exitDelays,
        Map<Mode, Duration> entryDelays,
        boolean armsOnClose,
        boolean chimes,
        Optional<CrossZoning> group) {
    /// How the zones begin that many devices share: `other-devices.tamper`.
    static final String SHARED = "other-devices";

    public Zone {
        modes = Set.copyOf(modes);
        exitDelays = Map.copyOf(exitDelays);
        entryDelays = Map.copyOf(entryDelays);
        if (kind == ZoneKind.LIFE_SAFETY && group.isPresent()) {
            // a second smoke alarm may come too late: off by default and here not to be had
            throw new IllegalArgumentException(id + ": life safety waits for no second zone");
        }
        if (armsOnClose && kind != ZoneKind.ENTRY_EXIT) {
            throw new IllegalArgumentException(id + ": only a way out can be the last door");
        }
        if (!exitDelays.isEmpty() && kind != ZoneKind.ENTRY_EXIT) {
            throw new IllegalArgumentException(id + ": only by a way out has one time to leave");
        }
        check(id, exitDelays);
        check(id, entryDelays);
    }

    /// One without its own times to leave.
    public Zone(
            ZoneId id,
            ZoneKind kind,
            Set<Mode> modes,
            Map<Mode, Duration> entryDelays,
            boolean armsOnClose,
            boolean chimes,
            Optional<CrossZoning> group) {
        this(id, kind, modes, Map.of(), entryDelays, armsOnClose, chimes, group);
    }

    private static void check(ZoneId id, Map<Mode, Duration> delays) {
        delays.forEach(
                (mode, delay) -> {
                    if (delay.isNegative() || delay.compareTo(PanelRules.LONGEST_DELAY) > 0) {
                        throw new IllegalArgumentException(
                                "%s: a delay of %s in %s; 0 to %s"
                                        .formatted(id, delay, mode, PanelRules.LONGEST_DELAY));
                    }
                });
    }

    /// A zone of that kind without specialities.
    public static Zone of(String id, ZoneKind kind, Mode... modes) {
        return new Zone(
                new ZoneId(id), kind, Set.of(modes), Map.of(), false, false, Optional.empty());
    }

    /// The same with none of its own times to disarm longer than that.
    public Zone within(Duration longest) {
        var shorter = new HashMap<>(entryDelays);
        shorter.replaceAll((_, delay) -> delay.compareTo(longest) > 0 ? longest : delay);
        return new Zone(id, kind, modes, exitDelays, shorter, armsOnClose, chimes, group);
    }

    /// True if it is an alarm only with others of its group. A way in begins the time to disarm by
    /// itself, and what is always on alarms by itself.
    boolean waits() {
        return group.isPresent() && (kind == ZoneKind.INSTANT || kind == ZoneKind.INTERIOR);
    }

    /// True if it stands for all the devices that are more than a house has. To leave it out would
    /// leave them all out, and who invents two alarms would do so.
    public boolean isShared() {
        return id.value().startsWith(SHARED + ".");
    }

    /// True if it is watched while the house is armed so.
    boolean takesPart(Mode mode) {
        return kind.isAlwaysOn() || modes.contains(mode);
    }
}
