package vigilar.bus;

import java.util.List;

/// What one device may do on the embedded broker, as of its login.
///
/// @param name of the device, for log lines
/// @param stamp which login this was; another one after each change of it
/// @param topics MQTT filters: it may publish what they match and read what lies wholly in them
public record DeviceRights(String name, String stamp, List<String> topics) {
    public DeviceRights {
        topics = List.copyOf(topics);
    }

    boolean mayPublish(String topic) {
        return topics.stream().anyMatch(own -> TopicFilter.holds(own, topic));
    }

    /// @param filter as asked for, perhaps with wildcards
    boolean mayRead(String filter) {
        return topics.stream().anyMatch(own -> TopicFilter.holds(own, filter));
    }

    /// True if the topic was given by its very name.
    boolean names(String topic) {
        return topics.contains(topic);
    }
}
