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

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Topics that say more than there is room for: of what one says in a round only the newest is
/// looked at, so that how things stand is known all the same; in the lane of what opens, leaks or
/// burns the newest of each different thing it says. When it begins and when it is over is told on
/// the timeline. For one thread.
final class Floods {
    static final EventType BEGAN = new EventType("FLOOD_REFUSED");
    static final EventType OVER = new EventType("FLOOD_OVER");

    /// 10 s without a surplus: it is over.
    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    /// 64 topics at a time are told of by name; the others are kept in check, too.
    private static final int MOST = 64;

    /// 8 different messages of one topic that may open, leak or burn: that a door was open for a
    /// moment, or that somebody cried for help, is not hidden by what is said after it; equal ones
    /// say no more than the newest of them.
    private static final int MOST_SAID = 8;

    /// 8 new topics of each lane in one round: a new door that opens beside ever new topics is most
    /// often among them, and all of them together stay few.
    private static final int MOST_NEWCOMERS = 8;

    /// 120 characters of a topic in a sentence.
    private static final int LONGEST = 120;

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<Speaker, Flood> floods = new LinkedHashMap<>();

    /// Who says too much.
    ///
    /// @param topic empty: new ones
    private record Speaker(Lane lane, Optional<String> topic) {
        static Speaker of(Received one) {
            var surplus = one.surplus().orElseThrow();
            var topic = PlainText.of(one.delivery().topic(), LONGEST);
            return new Speaker(
                    surplus.lane(), surplus.newcomer() ? Optional.empty() : Optional.of(topic));
        }

        String name() {
            return topic.orElse("what was never heard before");
        }
    }

    private static final class Flood {
        private final String example;
        private long passedOver;
        private long lastNanos;
        private boolean told;

        Flood(String example) {
            this.example = example;
        }
    }

    /// What is looked at in one round of what there is no room for.
    private static final class Kept {
        private final Map<String, Set<ByteBuffer>> said = new HashMap<>();
        private final Map<Lane, Integer> newcomers = new EnumMap<>(Lane.class);

        /// To be asked for the newest first.
        boolean takes(Received one) {
            var surplus = one.surplus().orElseThrow();
            var topic = one.delivery().topic();
            var of = said.get(topic);
            if (of == null) {
                if (surplus.newcomer()
                        && newcomers.merge(surplus.lane(), 1, Integer::sum) > MOST_NEWCOMERS) {
                    return false;
                }
                of = new HashSet<>();
                said.put(topic, of);
            }
            return of.size() < mostOf(surplus.lane())
                    && of.add(ByteBuffer.wrap(one.delivery().payload()));
        }
    }

    private static int mostOf(Lane lane) {
        return switch (lane) {
            case SECURITY -> MOST_SAID;
            case EVERYDAY -> 1;
        };
    }

    /// Which of them are not looked at, by their place.
    static BitSet passedOver(List<Received> received) {
        var passedOver = new BitSet();
        var kept = new Kept();
        for (int i = received.size() - 1; i >= 0; i--) {
            if (received.get(i).surplus().isPresent() && !kept.takes(received.get(i))) {
                passedOver.set(i);
            }
        }
        return passedOver;
    }

    /// It is not looked at.
    void add(Received one) {
        var speaker = Speaker.of(one);
        if (floods.size() >= MOST && speaker.topic().isPresent() && !floods.containsKey(speaker)) {
            return;
        }
        var example = PlainText.of(one.delivery().topic(), LONGEST);
        var flood = floods.computeIfAbsent(speaker, _ -> new Flood(example));
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
                                news.add(began(it.getKey(), flood.example, now));
                            }
                            boolean over = nanos - flood.lastNanos > QUIET;
                            if (over) {
                                news.add(over(it.getKey(), flood.passedOver, now));
                            }
                            return over;
                        });
        return news;
    }

    private static Occurrence began(Speaker speaker, String example, Instant now) {
        var subject =
                speaker.topic().isPresent()
                        ? example + " says more than there is room for"
                        : "what was never heard before says more than there is room for, such as "
                                + example;
        return switch (speaker.lane()) {
            case SECURITY -> {
                var why = subject + ": not all of its messages are looked at";
                yield said(BEGAN, Severity.ALERT, speaker, 0, why, now);
            }
            case EVERYDAY -> {
                var why = subject + ": at a time only its newest message is looked at";
                yield said(BEGAN, Severity.WARNING, speaker, 0, why, now);
            }
        };
    }

    private static Occurrence over(Speaker speaker, long passedOver, Instant now) {
        return said(
                OVER,
                Severity.INFO,
                speaker,
                passedOver,
                "%s is quiet again; %,d of its messages were not looked at"
                        .formatted(speaker.name(), passedOver),
                now);
    }

    private static Occurrence said(
            EventType type,
            Severity severity,
            Speaker speaker,
            long passedOver,
            String why,
            Instant now) {
        var payload = JSON.createObjectNode().put("topic", speaker.name());
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
