package vigilar.keypad;

import vigilar.bus.Prefix;

import java.util.Optional;

/// What the owner has said of the panel on the bus.
///
/// @param prefix of the house's topics
/// @param homeAssistant below which topic Home Assistant looks for devices; empty: it is told of
///   none
public record KeypadSettings(Prefix prefix, Optional<Prefix> homeAssistant) {
    /// What Home Assistant calls it unless told otherwise.
    public static final Prefix USUAL_HOME_ASSISTANT = new Prefix("homeassistant");

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

    /// Whether somebody says how the panel stands.
    String available() {
        return prefix.topic("system/arm_available");
    }
}
