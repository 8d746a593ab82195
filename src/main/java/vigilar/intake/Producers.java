package vigilar.intake;

import vigilar.event.SourceId;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// All who speak to us: the producers with formats of their own, and the house's own topics. For
/// one thread.
final class Producers {
    /// Who reads the house's own topics, for people.
    static final String ROUTE_TABLE = "the topics of Vigilar itself";

    private final IntakeSettings settings;
    private final Decoder decoder;
    private final List<Producer> producers = new ArrayList<>();

    /// @param memory knows what the readers learned before
    Producers(IntakeSettings settings, Memory memory) {
        this.settings = settings;
        decoder = new Decoder(settings.prefix());
        settings.zigbee2mqtt()
                .map(base -> new Zigbee2Mqtt(base, memory.lessons(Zigbee2Mqtt.LESSON)))
                .ifPresent(producers::add);
        settings.frigate()
                .map(prefix -> new Frigate(prefix, memory.lessons(Frigate.LESSON)))
                .ifPresent(producers::add);
        if (!settings.devices().isEmpty()) {
            producers.add(new OwnDevices(settings.devices()));
        }
    }

    /// The same readers, knowing what is stored and nothing else.
    Producers anew(Memory memory) {
        return new Producers(settings, memory);
    }

    /// All that we subscribe to.
    List<String> filters() {
        var filters = new ArrayList<String>();
        filters.add(settings.prefix().topic("#"));
        producers.forEach(producer -> filters.addAll(producer.filters()));
        return filters;
    }

    Decoded decode(Heard heard) {
        for (var producer : producers) {
            if (producer.owns(heard.topic())) {
                return isTooLong(heard.topic())
                        ? new Decoded.Refused(
                                "the topic is longer than " + Limits.TOPIC_BYTES + " bytes")
                        : producer.read(heard);
            }
        }
        return decoder.decode(heard.topic(), heard.bytes());
    }

    /// Who reads that topic, for people.
    String readerOf(String topic) {
        return producers.stream()
                .filter(producer -> producer.owns(topic))
                .findFirst()
                .map(Producer::called)
                .orElse(ROUTE_TABLE);
    }

    /// What is known of a device that was heard of on that topic, beside its state.
    About about(String topic, SourceId source) {
        return producers.stream()
                .filter(producer -> producer.owns(topic))
                .findFirst()
                .map(producer -> producer.about(source))
                .orElseGet(() -> decoder.about(topic));
    }

    /// True if that is no device but a producer.
    boolean isItself(SourceId source) {
        return producers.stream()
                .flatMap(producer -> producer.itself().stream())
                .anyMatch(source::equals);
    }

    private static boolean isTooLong(String topic) {
        return topic.length() > Limits.TOPIC_BYTES
                || topic.getBytes(StandardCharsets.UTF_8).length > Limits.TOPIC_BYTES;
    }
}
