package vigilar.recorder;

import vigilar.bus.Prefix;

import java.util.Optional;

/// Below which topics the house and its producers speak.
///
/// @param zigbee2mqtt empty: not listened to
/// @param frigate empty: not listened to
public record Roots(Prefix house, Optional<Prefix> zigbee2mqtt, Optional<Prefix> frigate) {
    /// The same house without its producers.
    public Roots houseOnly() {
        return new Roots(house, Optional.empty(), Optional.empty());
    }

    /// A topic below one of these roots as it is called in another house; empty for one of a
    /// producer that is not listened to there.
    Optional<String> moved(String topic, Roots other) {
        if (isBelow(house, topic)) {
            return Optional.of(move(topic, house, other.house));
        }
        if (zigbee2mqtt.isPresent() && isBelow(zigbee2mqtt.get(), topic)) {
            return other.zigbee2mqtt.map(there -> move(topic, zigbee2mqtt.get(), there));
        }
        if (frigate.isPresent() && isBelow(frigate.get(), topic)) {
            return other.frigate.map(there -> move(topic, frigate.get(), there));
        }
        return Optional.of(topic);
    }

    /// What the house says itself, or what only it may say: below `events/` and `system/`.
    boolean isOurOwn(String topic) {
        return isOurOwn(topic, "events/")
                || (isOurOwn(topic, "system/") && !topic.equals(house.topic("system/health")));
    }

    private boolean isOurOwn(String topic, String level) {
        return topic.startsWith(house.topic(level));
    }

    /// Where people ask for arming, and where a mistyped request ends up.
    boolean mayAskForArming(String topic) {
        return topic.startsWith(house.topic("system"))
                && !topic.equals(house.topic("system/arm_state"))
                && !topic.equals(house.topic("system/arm_available"))
                && !topic.equals(house.topic("system/alert"))
                && !topic.equals(house.topic("system/health"));
    }

    private static boolean isBelow(Prefix root, String topic) {
        return topic.startsWith(root.topic(""));
    }

    private static String move(String topic, Prefix from, Prefix to) {
        return to.topic(topic.substring(from.topic("").length()));
    }
}
