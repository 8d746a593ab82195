package vigilar.bus;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;

import org.jspecify.annotations.Nullable;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What one connection may subscribe to besides what it has. Each subscription is a queue of the
/// broker, and costs 53 KB of heap: 4,200 of them would fill the 256 MB that a house is meant to
/// live in, and those of lasting sessions would be there again after each start.
final class Subscribed {
    /// 500 of one session: a home-automation server follows each device by itself.
    static final int MOST_EACH = 500;

    /// 1,500 in all, 80 MB: half of the heap stays free.
    static final int MOST = 1_500;

    private final KeptSessions sessions;

    /// By this connection: what it has just asked for stands in no session yet.
    private final Set<String> asked = new HashSet<>();

    private String session = "";

    Subscribed(KeptSessions sessions) {
        this.sessions = sessions;
    }

    /// @param name as the broker knows it; empty: the broker thinks one up
    void in(String name) {
        session = name;
    }

    /// Why the packet is refused; null if it is not.
    @Nullable String refusal(MqttMessage packet) {
        return switch (packet) {
            case MqttSubscribeMessage wish ->
                    refusal(
                            wish.payload().topicSubscriptions().stream()
                                    .map(MqttTopicSubscription::topicFilter)
                                    .toList());
            case MqttUnsubscribeMessage end -> {
                end.payload().topics().forEach(asked::remove);
                yield null;
            }
            default -> null;
        };
    }

    private @Nullable String refusal(List<String> filters) {
        asked.addAll(filters);
        var others = sessions.filtersBeside(session);
        var own = new HashSet<>(asked);
        own.addAll(sessions.filtersOf(session));
        if (own.size() > MOST_EACH) {
            return "more than %d subscriptions of one session".formatted(MOST_EACH);
        }
        return own.size() + others > MOST
                ? "the broker has more than %d subscriptions".formatted(MOST)
                : null;
    }
}
