package vigilar.arming;

import vigilar.event.SourceId;

import java.util.List;
import java.util.Set;

/// A zone and the devices in it.
///
/// @param devices whose openings, motion and detections are the zone's
public record ZoneSettings(Zone zone, Set<SourceId> devices) {
    /// 500: more devices than a home has; each zone is a line of the page.
    public static final int MOST = 500;

    public ZoneSettings {
        devices = Set.copyOf(devices);
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
