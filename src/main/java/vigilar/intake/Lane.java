package vigilar.intake;

import java.util.Arrays;
import java.util.List;

/// Which lane a topic is in, as far as the topic tells.
enum Lane {
    /// It may open, move, leak, burn, or be tampered with.
    SECURITY,
    /// It only says how things are, or nobody knows what it says.
    EVERYDAY;

    /// The lanes of a house: its own topics by the route table, all of Zigbee2MQTT but its bridge
    /// (one topic says everything of a device), Frigate's reviews, and what the owner mapped.
    static final class Of {
        private final IntakeSettings settings;
        private final String root;

        Of(IntakeSettings settings) {
            this.settings = settings;
            this.root = settings.prefix().topic("");
        }

        Lane topic(String topic) {
            if (topic.startsWith(root)) {
                return own(Arrays.asList(topic.substring(root.length()).split("/", -1)));
            }
            boolean zigbee =
                    settings.zigbee2mqtt()
                            .filter(it -> topic.startsWith(it.topic("")))
                            .filter(it -> !topic.startsWith(it.topic("bridge/")))
                            .isPresent();
            boolean reviews =
                    settings.frigate().filter(it -> topic.equals(it.topic("reviews"))).isPresent();
            return zigbee || reviews || isMapped(topic) ? SECURITY : EVERYDAY;
        }

        private static Lane own(List<String> levels) {
            return Routes.TABLE.stream()
                            .filter(it -> it.sourceIn(levels).isPresent())
                            .findFirst()
                            .filter(it -> it.kind() == Kind.EDGE || it.kind() == Kind.PULSE)
                            .isPresent()
                    ? SECURITY
                    : EVERYDAY;
        }

        private boolean isMapped(String topic) {
            return settings.devices().stream()
                    .anyMatch(it -> it.topic().wildcardsIn(topic).isPresent());
        }
    }
}
