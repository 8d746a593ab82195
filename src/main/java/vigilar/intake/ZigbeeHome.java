package vigilar.intake;

import vigilar.event.SourceId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The devices of a Zigbee network as last listed. For one thread.
final class ZigbeeHome {
    private final Map<SourceId, ZigbeeDevice> devices = new HashMap<>();
    private final Map<String, ZigbeeDevice> byName = new HashMap<>();

    ZigbeeHome(Map<SourceId, String> lessons) {
        lessons.forEach((id, lesson) -> ZigbeeDevice.remembered(id, lesson).ifPresent(this::put));
    }

    private void put(ZigbeeDevice device) {
        devices.put(device.id(), device);
        byName.put(device.name(), device);
    }

    Optional<ZigbeeDevice> known(SourceId id) {
        return Optional.ofNullable(devices.get(id));
    }

    Optional<ZigbeeDevice> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// True before the first list.
    boolean isUnknown() {
        return devices.isEmpty();
    }

    /// The device of that name; before it is listed one with a name of our making.
    ZigbeeDevice orStranger(String name) {
        return named(name).orElseGet(() -> new ZigbeeDevice(SafeName.of(name), name, "", Map.of()));
    }

    /// It is no longer there: a list that names it again has it anew. What it says until the next
    /// list comes is still known by its name.
    void left(SourceId id) {
        devices.remove(id);
    }

    /// What a new list changes.
    ///
    /// @param changed devices that are new or that say something else of themselves
    /// @param joined those of them that were not there before
    /// @param gone devices that are no longer listed
    record Change(List<ZigbeeDevice> changed, List<ZigbeeDevice> joined, List<ZigbeeDevice> gone) {}

    /// Takes the list as how things are from now on.
    Change listed(Collection<ZigbeeDevice> list) {
        var changed = new ArrayList<ZigbeeDevice>();
        var joined = new ArrayList<ZigbeeDevice>();
        var gone = new HashMap<>(devices);
        for (var device : list) {
            gone.remove(device.id());
            var before = devices.get(device.id());
            if (!device.equals(before)) {
                changed.add(device);
            }
            if (before == null) {
                joined.add(device);
            }
        }
        devices.clear();
        byName.clear();
        list.forEach(this::put);
        return new Change(changed, joined, List.copyOf(gone.values()));
    }
}
