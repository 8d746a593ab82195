package vigilar.arming;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Groups that are no alarm where somebody may think that they are. Only what waits for others
/// needs them, see [Zone#waits]; a way in counts for those.
final class GroupAdvice {
    private final CrossZoning group;
    private final List<Zone> zones;

    private GroupAdvice(CrossZoning group, List<Zone> zones) {
        this.group = group;
        this.zones = zones;
    }

    /// A line for each, by their names.
    static List<String> on(List<ZoneSettings> zones) {
        var groups = new TreeMap<String, List<Zone>>();
        for (var each : zones) {
            var zone = each.zone();
            zone.group()
                    .ifPresent(
                            it ->
                                    groups.computeIfAbsent(it.name(), _ -> new ArrayList<>())
                                            .add(zone));
        }
        return groups.values().stream()
                .map(it -> new GroupAdvice(it.getFirst().group().orElseThrow(), it))
                .flatMap(it -> it.said().stream())
                .toList();
    }

    private List<String> said() {
        if (zones.stream().noneMatch(Zone::waits)) {
            return List.of(
                    ("the group %s changes nothing: none of its zones waits for others, since a way"
                                    + " in begins the time to disarm by itself")
                            .formatted(group.name()));
        }
        // what is missing is often so in each way of arming: then it is said once
        var modesOf = new LinkedHashMap<String, Set<Mode>>();
        for (var mode : Mode.values()) {
            var waiting = zones.stream().filter(Zone::waits).filter(it -> it.takesPart(mode));
            var names = waiting.map(it -> it.id().value()).sorted().toList();
            if (!names.isEmpty() && names.size() < group.needed()) {
                modesOf.computeIfAbsent(missing(mode, names), _ -> EnumSet.noneOf(Mode.class))
                        .add(mode);
            }
        }
        return modesOf.entrySet().stream().map(GroupAdvice::line).toList();
    }

    private String missing(Mode mode, List<String> waiting) {
        var waysIn =
                zones.stream()
                        .filter(it -> it.kind() == ZoneKind.ENTRY_EXIT && it.takesPart(mode))
                        .count();
        return ("the group %s has too few zones that wait for each other (%s) for the %d that it"
                        + " needs: they are %s")
                .formatted(
                        group.name(),
                        String.join(", ", waiting),
                        group.needed(),
                        waiting.size() + waysIn < group.needed()
                                ? "never an alarm"
                                : "no alarm unless a way in of the group opens within %d s, too"
                                        .formatted(group.within().toSeconds()));
    }

    private static String line(Map.Entry<String, Set<Mode>> missing) {
        var modes =
                missing.getValue().stream()
                        .map(it -> it.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return missing.getValue().size() == Mode.values().length
                ? missing.getKey()
                : "armed " + modes + ", " + missing.getKey();
    }
}
