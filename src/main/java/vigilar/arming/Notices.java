package vigilar.arming;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What nobody should rely on although the house can be armed, a line each, for people. None of it
/// stands against arming: a smoke alarm with a flat battery is as flat in a disarmed house, and who
/// must insist each morning insists on everything in the end.
final class Notices {
    /// 5 names of each kind: who has more looks at the page.
    private static final int MOST_NAMED = 5;

    private Notices() {}

    /// @param dangers see [ZonePlan#dangers]
    /// @param motionless see [MotionWatch#missing]
    static List<String> of(
            ZoneSettings.Panel settings,
            PanelState state,
            List<ZoneId> dangers,
            PanelDesk.Devices devices,
            List<String> motionless) {
        var all = new ArrayList<String>();
        if (!dangers.isEmpty()) {
            var names = dangers.stream().map(ZoneId::value).toList();
            all.add("Still tells of danger: " + named(names));
        }
        if (settings.zones().isEmpty()) {
            all.add(
                    "No door, window or motion is watched: there is no [[zone]] in the settings, so"
                            + " arming changes nothing");
        }
        if (!devices.areHeard()) {
            all.add(
                    "No device is heard, whatever it does: the broker is not reached, or what it"
                            + " brings is not taken in");
        }
        devices.away().stream()
                .map(it -> it.name() + " is off: none of its devices is heard, whatever they do")
                .forEach(all::add);
        var silent =
                settings.zones().stream()
                        .map(it -> it.zone().id())
                        .filter(it -> !state.zones().containsKey(it))
                        .map(ZoneId::value)
                        .sorted()
                        .toList();
        if (!silent.isEmpty()) {
            all.add("Not heard of yet, so nobody knows how they stand: " + named(silent));
        }
        var doubtful =
                devices.detectors().stream()
                        .filter(it -> !it.troubles().isEmpty())
                        .map(Notices::words)
                        .sorted()
                        .toList();
        if (!doubtful.isEmpty()) {
            all.add("May not alarm: " + named(doubtful));
        }
        if (!motionless.isEmpty()) {
            all.add("No motion for days, so perhaps blind: " + named(motionless));
        }
        return List.copyOf(all);
    }

    private static String named(List<String> names) {
        var more = names.size() - MOST_NAMED;
        return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String words(PanelDesk.Detector detector) {
        var why = detector.troubles().stream().sorted().map(PanelWords::words);
        var what = detector.tellsOf().stream().sorted().collect(Collectors.joining(", "));
        return Stream.of(
                        detector.name() + " (" + what + ")",
                        why.collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(" "));
    }
}
