package vigilar.keypad;

import vigilar.bus.Prefix;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// @param homeAssistant where Home Assistant looks for devices, if the panel is to be found there
public record KeypadSettings(Optional<Prefix> homeAssistant) {
    /// What is kept by the broker for those who look for a panel, by topic.
    ///
    /// @param house a name that no other house on the broker has; asked for only if it is needed
    public Map<String, String> offers(PanelTopics topics, Supplier<String> house) {
        var version =
                Optional.ofNullable(KeypadSettings.class.getPackage().getImplementationVersion());
        return homeAssistant
                .map(it -> new HomeAssistant(it, house.get(), topics, version).offers())
                .orElse(Map.of());
    }
}
