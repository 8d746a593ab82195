package vigilar.arming;

import vigilar.event.Event;
import vigilar.event.SourceId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which devices are in which zone: those that a zone names, and of the others those that stand in
/// one of its areas. Who names a device has said all of it: it is in no other zone by its area, so
/// that the front door does not alarm at once because it is on the ground floor. Used by one
/// thread.
final class Members {
    /// Somebody has said on a page where a device stands, or what it is called.
    private static final String DESCRIBED = "DEVICE_DESCRIBED";

    /// 2,000 devices: as many as people can say something of.
    private static final int MOST_MET = 2_000;

    private final List<ZoneSettings> byArea;
    private final Supplier<Map<SourceId, String>> areas;
    private final Map<SourceId, List<Zone>> named = new HashMap<>();
    private final Set<SourceId> met = new HashSet<>();
    private Map<SourceId, String> said = Map.of();
    private Map<SourceId, List<Zone>> standing = Map.of();
    private boolean fresh;

    /// @param areas where people say that devices stand
    Members(ZoneSettings.Panel settings, Supplier<Map<SourceId, String>> areas) {
        this.areas = areas;
        this.byArea = settings.zones().stream().filter(it -> !it.areas().isEmpty()).toList();
        for (var each : settings.zones()) {
            each.devices()
                    .forEach(
                            it ->
                                    named.computeIfAbsent(it, _ -> new ArrayList<>())
                                            .add(each.zone()));
        }
        ask();
    }

    /// The zones that name it.
    List<Zone> naming(SourceId device) {
        return named.getOrDefault(device, List.of());
    }

    /// The zones that it is in by its area.
    List<Zone> around(SourceId device) {
        return standing.getOrDefault(device, List.of());
    }

    /// All that are in a zone by their area.
    Set<SourceId> standing() {
        return standing.keySet();
    }

    /// Those of one area of a zone.
    Set<SourceId> standingIn(Zone zone, String area) {
        return standing.entrySet().stream()
                .filter(it -> it.getValue().contains(zone))
                .map(Map.Entry::getKey)
                .filter(it -> key(said.getOrDefault(it, "")).equals(key(area)))
                .collect(Collectors.toUnmodifiableSet());
    }

    List<ZoneSettings> byArea() {
        return byArea;
    }

    /// A device that is in other zones than before.
    record Moved(SourceId device, List<Zone> left, List<Zone> joined) {}

    /// From now on events are told that were all stored before: one question answers for them all,
    /// however many devices speak for the first time.
    void newRound() {
        fresh = false;
    }

    /// Asks again if the event is a reason to: somebody said something of a device, or one speaks
    /// for the first time. It may be known by another id from now on, and no event tells that. Once
    /// a round.
    List<Moved> after(Event event) {
        if (byArea.isEmpty()) {
            return List.of();
        }
        boolean stranger = met.size() < MOST_MET && met.add(event.source());
        boolean reason = stranger || event.type().name().equals(DESCRIBED);
        return reason && !fresh ? ask() : List.of();
    }

    private List<Moved> ask() {
        if (byArea.isEmpty()) {
            return List.of();
        }
        fresh = true;
        var before = standing;
        var now = new HashMap<SourceId, List<Zone>>();
        said = areas.get();
        said.forEach((device, area) -> stands(device, area, now));
        standing = Map.copyOf(now);
        return Stream.concat(before.keySet().stream(), now.keySet().stream())
                .distinct()
                .map(it -> moved(it, before.getOrDefault(it, List.of())))
                .filter(it -> !it.left().isEmpty() || !it.joined().isEmpty())
                .toList();
    }

    private void stands(SourceId device, String area, Map<SourceId, List<Zone>> found) {
        var zones = byArea.stream().filter(it -> it.isIn(area)).map(ZoneSettings::zone).toList();
        if (!zones.isEmpty() && !named.containsKey(device)) {
            found.put(device, zones);
        }
    }

    private Moved moved(SourceId device, List<Zone> before) {
        var now = around(device);
        return new Moved(
                device,
                before.stream().filter(it -> !now.contains(it)).toList(),
                now.stream().filter(it -> !before.contains(it)).toList());
    }

    /// Two areas of one name are the same, in whatever case people write it.
    static String key(String area) {
        return area.toLowerCase(Locale.ROOT);
    }
}
