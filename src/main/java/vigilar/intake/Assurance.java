package vigilar.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// How safe what a producer says is on its way to the journal, and what to change where it is not.
///
/// @param why for people
/// @param toChange the exact settings, a line each; empty when there is nothing to change
public record Assurance(Grade grade, String why, List<String> toChange) {
    public Assurance {
        toChange = List.copyOf(toChange);
    }

    /// In the words of the page.
    public enum Grade {
        /// Nobody knows yet.
        NOT_HEARD("not heard yet"),
        /// Something may get lost without anybody noticing.
        BEST_EFFORT("best effort"),
        /// What the producer got an acknowledgement for is in the journal after any crash of ours.
        DURABLE("durable");

        private final String words;

        Grade(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /// What it takes with Mosquitto; what each line is for stands in the operator guide.
    static final List<String> MOSQUITTO =
            List.of(
                    "persistence true",
                    "autosave_on_changes true",
                    "autosave_interval 1",
                    "max_queued_messages 0");

    /// 1 h: who changes the broker's settings restarts it soon, and that restart forgets once more
    /// what the old ones did not keep.
    private static final Duration NOT_YET_IN_FORCE = Duration.ofHours(1);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /// What was heard of a producer lately.
    ///
    /// @param topics on which it was understood
    /// @param atMostOnce those of them whose newest message came with QoS 0
    /// @param careless some of those, to be named
    record Heard(String producer, long topics, long atMostOnce, List<String> careless) {
        Heard {
            careless = List.copyOf(careless);
        }

        /// "a, b and 3 more".
        String named() {
            var others = atMostOnce - careless.size();
            return String.join(", ", careless) + (others > 0 ? " and " + others + " more" : "");
        }
    }

    /// Judges it: what the broker did goes before what its settings say, unless they were changed
    /// since. Pure.
    ///
    /// @param forgotten when the broker last did not know our session any more; empty: never, or
    ///   long ago
    static Assurance of(Heard heard, BrokerKeeping broker, Optional<Instant> forgotten) {
        if (heard.topics() == 0) {
            return new Assurance(
                    Grade.NOT_HEARD, "nothing of it was understood this week", List.of());
        }
        if (heard.atMostOnce() > 0) {
            return new Assurance(
                    Grade.BEST_EFFORT,
                    "%d of its %d topics came with QoS 0 (%s): what it says while a link is down is lost, and nobody notices"
                            .formatted(heard.atMostOnce(), heard.topics(), heard.named()),
                    settingsOf(heard.producer()));
        }
        return switch (broker) {
            case BrokerKeeping.Embedded _ ->
                    new Assurance(
                            Grade.DURABLE,
                            "QoS 1, and our own broker has it on disk before it acknowledges",
                            List.of());
            case BrokerKeeping.Unseen _ ->
                    bestEffort(
                            forgotten
                                    .map(Assurance::hadForgotten)
                                    .orElse(
                                            "QoS 1, but the broker is not ours: as it is shipped,"
                                                    + " Mosquitto drops what waits when it is"
                                                    + " killed"),
                            MOSQUITTO);
            case BrokerKeeping.Read(var lacks, _) when !lacks.isEmpty() ->
                    bestEffort(
                            forgotten
                                    .map(Assurance::hadForgotten)
                                    .orElse("the broker may drop what waits for us"),
                            lacks);
            case BrokerKeeping.Read(_, var changed) ->
                    forgotten
                            .filter(at -> at.isAfter(changed.plus(NOT_YET_IN_FORCE)))
                            .map(Assurance::inSpiteOfItsSettings)
                            .orElseGet(
                                    () ->
                                            new Assurance(
                                                    Grade.DURABLE,
                                                    "QoS 1, and the broker keeps what waits for"
                                                            + " us; a power cut may still cost the"
                                                            + " last second",
                                                    List.of()));
        };
    }

    private static Assurance bestEffort(String why, List<String> toChange) {
        return new Assurance(Grade.BEST_EFFORT, why, toChange);
    }

    private static Assurance inSpiteOfItsSettings(Instant forgotten) {
        return bestEffort(
                hadForgotten(forgotten) + ", although its settings say that it keeps it",
                List.of("# restart Mosquitto, and see that this is the file it reads (-c)"));
    }

    private static String hadForgotten(Instant at) {
        return "the broker had forgotten our session at %s: what was said before and waited there is lost"
                .formatted(MINUTE.format(at));
    }

    private static List<String> settingsOf(String producer) {
        return switch (producer) {
            case Zigbee2Mqtt.CALLED ->
                    List.of(
                            "# configuration.yaml of Zigbee2MQTT",
                            "device_options:",
                            "  qos: 1",
                            "# a group has no part in that: add a line to each, below its number",
                            "groups:",
                            "  '1':",
                            "    qos: 1");
            case Frigate.CALLED -> List.of("# Frigate's configuration", "mqtt:", "  qos: 1");
            default ->
                    List.of("publish with QoS 1, such as: mosquitto_pub -q 1 -t TOPIC -m PAYLOAD");
        };
    }
}
