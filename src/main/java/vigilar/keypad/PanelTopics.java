package vigilar.keypad;

import vigilar.bus.Prefix;

/// Where the panel is on the bus.
///
/// @param prefix of the house's topics
public record PanelTopics(Prefix prefix) {
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

    /// Each second of a delay.
    String tick() {
        return prefix.topic("system/arm_tick");
    }
}
