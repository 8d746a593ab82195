package vigilar.intake;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Duration;
import java.time.Instant;

/// A time in which somebody could not be heard. What happened in it nobody repeats: Zigbee2MQTT and
/// Frigate drop what they cannot send, and a broker keeps nothing that was sent with QoS 0. So
/// whoever is back says how long they were away, and that something may be missing.
final class Absence {
    /// The point of a producer or device that says whether it is there.
    static final String AVAILABILITY = "availability";

    /// The lesson that says since when it is not.
    static final String SINCE = "away-since";

    private static final String AWAY_SINCE = "away_since";

    static final EventType HEARING_GAP = new EventType("HEARING_GAP");

    static final EventType HEARING_LOST = new EventType("HEARING_LOST");

    /// A producer is off while the house is armed.
    static final EventType PRODUCER_LOST = new EventType("PRODUCER_LOST");

    static final EventType PRODUCER_ONLINE = Zigbee2Mqtt.ONLINE.type();

    /// 1 min: a broker that is restarted is back sooner, and that is no warning.
    private static final Duration WORTH_A_WARNING = Duration.ofMinutes(1);

    private static final JsonMapper JSON = new JsonMapper();

    private Absence() {}

    /// The payload of whoever is back.
    static Payload told(Payload payload, Instant since, Instant until) {
        return told(payload, since, Duration.between(since, until));
    }

    private static Payload told(Payload payload, Instant since, Duration away) {
        var said = (ObjectNode) JSON.readTree(payload.json());
        said.put("away", inWords(away));
        said.put(AWAY_SINCE, since.toEpochMilli());
        return new Payload(JSON.writeValueAsString(said));
    }

    /// The event of our own connection to the broker, when it is back.
    static Occurrence ofOurLink(Instant since, Instant until) {
        var grave = Duration.between(since, until).compareTo(WORTH_A_WARNING) >= 0;
        return new Occurrence(
                until,
                HEARING_GAP,
                grave ? Severity.WARNING : Severity.INFO,
                SourceId.SYSTEM,
                told(new Payload("{}"), since, until),
                Origin.ourselves(
                        "the connection to the broker was away; messages of QoS 0 are kept for"
                                + " nobody meanwhile"));
    }

    /// The event of our own connection to the broker, while it is away.
    ///
    /// @param away for how long in all: one that comes and goes was not away all the time
    static Occurrence ofOurLinkNow(Instant since, Duration away, Instant now) {
        return new Occurrence(
                now,
                HEARING_LOST,
                Severity.ALERT,
                SourceId.SYSTEM,
                told(new Payload("{}"), since, away),
                Origin.ourselves(
                        "the broker is not reached: no device is heard, whatever happens there"));
    }

    /// The event of a producer that is off in an armed house, while it lasts.
    ///
    /// @param away for how long of that in all
    static Occurrence ofProducerNow(SourceId producer, Instant since, Duration away, Instant now) {
        return new Occurrence(
                now,
                PRODUCER_LOST,
                Severity.ALERT,
                producer,
                told(new Payload("{}"), since, away),
                Origin.ourselves(
                        "the house is armed and %s says that it is off: nobody hears its devices"
                                .formatted(producer)));
    }

    /// When it began that an event tells of.
    static Instant since(Event told) {
        var since = JSON.readTree(told.payload().json()).path(AWAY_SINCE);
        return Instant.ofEpochMilli(since.asLong(told.at().toEpochMilli()));
    }

    private static String inWords(Duration away) {
        if (away.toSeconds() < 60) {
            return Math.max(1, away.toSeconds()) + " s";
        }
        if (away.toMinutes() < 60) {
            return away.toMinutes() + " min";
        }
        return away.toHours() < 48 ? away.toHours() + " h" : away.toDays() + " days";
    }
}
