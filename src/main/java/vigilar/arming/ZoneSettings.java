package vigilar.arming;

import vigilar.event.SourceId;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A zone and the devices in it.
///
/// @param devices whose openings, motion and detections are the zone's
/// @param areas of whose other devices what fits its kind is the zone's too, see [ZoneKind#inAreas]
/// @param motionWithin how long a motion detector of it may tell no motion before that is told;
///   empty: for ever
public record ZoneSettings(
        Zone zone, Set<SourceId> devices, Set<String> areas, Optional<Duration> motionWithin) {
    /// 500: more devices than a home has; each zone is a line of the page.
    public static final int MOST = 500;

    public ZoneSettings {
        devices = Set.copyOf(devices);
        areas = Set.copyOf(areas);
        if (!areas.isEmpty() && zone.kind().inAreas().isEmpty()) {
            throw new IllegalArgumentException(
                    zone.id()
                            + ": what alarms day and night is named by its devices, not by areas");
        }
        if (motionWithin.isPresent() && zone.kind() != ZoneKind.INTERIOR) {
            throw new IllegalArgumentException(zone.id() + ": motion is watched inside only");
        }
    }

    /// A zone of which nobody expects motion.
    public ZoneSettings(Zone zone, Set<SourceId> devices, Set<String> areas) {
        this(zone, devices, areas, Optional.empty());
    }

    /// A zone of these devices alone.
    public ZoneSettings(Zone zone, Set<SourceId> devices) {
        this(zone, devices, Set.of());
    }

    /// The same with none of its own times to disarm longer than that.
    public ZoneSettings within(Duration longest) {
        return new ZoneSettings(zone.within(longest), devices, areas, motionWithin);
    }

    boolean isIn(String area) {
        return areas.stream().anyMatch(it -> Members.key(it).equals(Members.key(area)));
    }

    /// What the owner has said of the panel.
    ///
    /// @param zones in the order of the file; smoke, leaks and tampering need none
    public record Panel(PanelRules rules, List<ZoneSettings> zones) {
        public Panel {
            zones = List.copyOf(zones);
        }

        /// A house that nobody has said anything of: only what is always on alarms.
        public static final Panel NONE = new Panel(PanelRules.USUAL, List.of());
    }
}
