package vigilar.keypad;

import vigilar.bus.Prefix;

/// Where the panel is on the bus.
///
/// @param prefix of the house's topics
public record PanelTopics(Prefix prefix) {
    /// Somebody says how the panel stands: what the broker keeps of it is true.
    static final String ONLINE = "online";

    /// Nobody does: it may stand otherwise by now.
    static final String OFFLINE = "offline";

    /// A request to the panel.
    String request() {
        return prefix.topic("system/arm_request");
    }

    /// What became of one.
    String outcome() {
        return prefix.topic("system/arm_outcome");
    }

    /// How the panel stands.
    String state() {
        return prefix.topic("system/arm_state");
    }

    /// Whether that is so now.
    String available() {
        return prefix.topic("system/arm_available");
    }

    /// Each second of a delay.
    String tick() {
        return prefix.topic("system/arm_tick");
    }
}
