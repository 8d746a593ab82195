package vigilar.cli;

import vigilar.access.DeviceKind;
import vigilar.bus.Prefix;

import java.util.ArrayList;
import java.util.List;

/// Which topics a device may use, by what it is and by how the house calls its topics now.
public record DeviceTopics(Prefix prefix, Prefix zigbee2mqtt, Prefix frigate) {
    /// MQTT filters.
    ///
    /// @param more those that were named when it was added
    public List<String> of(String name, DeviceKind kind, List<String> more) {
        var all = new ArrayList<>(more);
        switch (kind) {
            case PLAIN -> all.add(prefix.topic("+/" + name + "/#"));
            case ZIGBEE2MQTT -> all.add(zigbee2mqtt.topic("#"));
            case FRIGATE -> all.add(frigate.topic("#"));
            case TOPICS -> {}
        }
        return List.copyOf(all);
    }
}
