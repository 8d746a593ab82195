package vigilar.intake;

import tools.jackson.databind.json.JsonMapper;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.intake.Inbox.Received;
import vigilar.text.PlainText;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Topics that say more than there is room for: of what one says in a round only the newest is
/// looked at, so that how things stand is known all the same. When it begins and when it is over is
/// told on the timeline. For one thread.
final class Floods {
    static final EventType BEGAN = new EventType("FLOOD_REFUSED");
    static final EventType OVER = new EventType("FLOOD_OVER");

    /// 10 s without a surplus: it is over.
    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    /// 64 topics at a time are told of by name; the others are kept in check, too.
    private static final int MOST = 64;

    /// 120 characters of a topic in a sentence.
    private static final int LONGEST = 120;

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Flood> floods = new LinkedHashMap<>();

    private static final class Flood {
        private long passedOver;
        private long lastNanos;
        private boolean told;
    }

    /// Of each topic with a surplus, where its last message stands.
    static Map<String, Integer> newest(List<Received> received) {
        Map<String, Integer> newest = Map.of();
        for (int i = 0; i < received.size(); i++) {
            if (received.get(i).surplus()) {
                newest = newest.isEmpty() ? new HashMap<>() : newest;
                newest.put(received.get(i).delivery().topic(), i);
            }
        }
        return newest;
    }

    /// It is not looked at.
    void passedOver(Received one) {
        var topic = one.delivery().topic();
        if (floods.size() >= MOST && !floods.containsKey(topic)) {
            return;
        }
        var flood = floods.computeIfAbsent(topic, _ -> new Flood());
        flood.passedOver++;
        flood.lastNanos = one.nanos();
    }

    /// What is to be told now.
    List<Occurrence> news(long nanos, Instant now) {
        if (floods.isEmpty()) {
            return List.of();
        }
        var news = new ArrayList<Occurrence>();
        floods.entrySet()
                .removeIf(
                        it -> {
                            var flood = it.getValue();
                            if (!flood.told) {
                                flood.told = true;
                                news.add(began(it.getKey(), now));
                            }
                            boolean over = nanos - flood.lastNanos > QUIET;
                            if (over) {
                                news.add(over(it.getKey(), flood.passedOver, now));
                            }
                            return over;
                        });
        return news;
    }

    private static Occurrence began(String topic, Instant now) {
        return said(
                BEGAN,
                Severity.WARNING,
                topic,
                0,
                PlainText.of(topic, LONGEST)
                        + " says more than there is room for: at a time only its newest message is"
                        + " looked at",
                now);
    }

    private static Occurrence over(String topic, long passedOver, Instant now) {
        return said(
                OVER,
                Severity.INFO,
                topic,
                passedOver,
                "%s is quiet again; %,d of its messages were not looked at"
                        .formatted(PlainText.of(topic, LONGEST), passedOver),
                now);
    }

    private static Occurrence said(
            EventType type,
            Severity severity,
            String topic,
            long passedOver,
            String why,
            Instant now) {
        var payload = JSON.createObjectNode().put("topic", PlainText.of(topic, LONGEST));
        if (passedOver > 0) {
            payload.put("messages", passedOver);
        }
        return new Occurrence(
                now,
                type,
                severity,
                SourceId.SYSTEM,
                new Payload(payload.toString()),
                Origin.ourselves(why));
    }
}
