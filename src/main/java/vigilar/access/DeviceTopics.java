package vigilar.access;

import java.util.ArrayList;
import java.util.List;

/// Which topics a device may use, by what it is and by how the house calls its topics now.
///
/// @param prefix the first level or levels of the house's own topics
/// @param zigbee2mqtt the base topic of Zigbee2MQTT
/// @param frigate the topic prefix of Frigate
public record DeviceTopics(String prefix, String zigbee2mqtt, String frigate) {
    /// MQTT filters: those that were named when it was added, and those of its kind.
    public List<String> of(DeviceLogin login) {
        var all = new ArrayList<>(login.topics());
        switch (login.kind()) {
            case PLAIN -> all.add(prefix + "/+/" + login.name() + "/#");
            case ZIGBEE2MQTT -> all.add(zigbee2mqtt + "/#");
            case FRIGATE -> all.add(frigate + "/#");
            case TOPICS -> {}
        }
        return List.copyOf(all);
    }

    /// One topic that it may publish on, to try it out.
    String example(DeviceLogin login) {
        return login.kind() == DeviceKind.PLAIN
                ? prefix + "/sensor/" + login.name() + "/motion"
                : of(login).getFirst().replace("+", "try").replace("#", "try");
    }
}
