package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import vigilar.bus.Prefix;
import vigilar.event.SourceId;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Producers that were listened to for a while – their devices are known, renamed or gone, their
/// reviews are under way – say something damaged in between: it is understood, ignored or refused,
/// and what is said well afterwards is understood as ever.
class HostileStoriesTest {
    private static final String WINDOW =
            """
            {"ieee_address":"0x01","friendly_name":"%s","type":"EndDevice","definition":{\
            "model":"X-1","vendor":"Someone","exposes":[{"property":"contact","value_on":"OPEN",\
            "value_off":"CLOSE"},{"property":"battery_low","value_on":1,"value_off":0}]}}\
            """;
    private static final String MOTION =
            """
            {"ieee_address":"0x02","friendly_name":"hall/motion","type":"EndDevice","definition":{\
            "model":"M","vendor":"V","exposes":[{"property":"occupancy","value_on":true}]}}\
            """;
    private static final String LIST = "zigbee2mqtt/bridge/devices";

    private static final Line LISTED =
            new Line(LIST, "[" + WINDOW.formatted("Window") + "," + MOTION + "]");
    private static final Line OPENED =
            new Line("zigbee2mqtt/Window", "{\"contact\":\"OPEN\",\"battery_low\":1}");
    private static final Line SEEN = event("new", "0.71", "null");
    private static final Line NAMED = event("update", "0.92", "[\"Anna\",0.8]");
    private static final Line REVIEW = review("r1", "new", "detection", "\"car\"");
    private static final Line RISES = review("r1", "update", "alert", "\"car\",\"person\"");

    /// What is remembered of each of these bears on those after it.
    private static final List<Line> GOOD =
            List.of(
                    LISTED,
                    OPENED,
                    new Line(LIST, "[" + WINDOW.formatted("Kitchen window") + "," + MOTION + "]"),
                    new Line("zigbee2mqtt/Kitchen window", "{\"contact\":\"CLOSE\",\"battery\":9}"),
                    new Line("zigbee2mqtt/Window/availability", "{\"state\":\"offline\"}"),
                    new Line(LIST, "[" + MOTION + "]"),
                    new Line(
                            "zigbee2mqtt/hall/motion", "{\"occupancy\":true,\"temperature\":21.5}"),
                    new Line(
                            "zigbee2mqtt/bridge/event",
                            "{\"type\":\"device_leave\",\"data\":{\"friendly_name\":\"Window\","
                                    + "\"ieee_address\":\"0x01\"}}"),
                    new Line("zigbee2mqtt/bridge/state", "{\"state\":\"online\"}"),
                    SEEN,
                    NAMED,
                    REVIEW,
                    RISES,
                    review("r1", "end", "alert", "\"car\",\"person\""),
                    review("r2", "new", "alert", "\"person\""),
                    new Line("frigate/drive/status/detect", "offline"),
                    new Line("frigate/available", "online"));

    private static final List<String> OTHERS =
            List.of("null", "7", "-1e999999", "\"\\ud800\"", "[]", "{}", "[[{}]]", "true", "\"\"");
    private static final Pattern VALUE =
            Pattern.compile("(?<=[:,\\[])(\"[^\"]*\"|-?[0-9][0-9.e]*|true|false|null)(?!\":)");
    private static final Pattern KEY = Pattern.compile("\"[a-z_]+\"(?=:)");

    record Line(String topic, String payload) {}

    /// What becomes of a message on its way.
    enum Damage {
        NONE,
        /// A value is of another type.
        VALUE,
        /// A key is called otherwise.
        KEY,
        /// It stands twice, as one of several.
        TWICE,
        /// It breaks off.
        CUT,
        /// A byte flips.
        BYTE,
        /// It comes on the topic of another.
        ASTRAY,
        /// None: Vigilar starts again, with what it remembers.
        RESTART
    }

    record Step(Line line, Damage damage, int at, int with) {
        Line said() {
            var text = line.payload();
            return switch (damage) {
                case NONE, RESTART -> line;
                case VALUE -> replaced(VALUE, text, OTHERS.get(with % OTHERS.size()));
                case KEY -> replaced(KEY, text, "\"new_key\"");
                case TWICE -> replaced(VALUE, text, "[" + text + "," + text + "]");
                case CUT -> new Line(line.topic(), text.substring(0, at % text.length()));
                case BYTE -> {
                    var bytes = text.getBytes(UTF_8);
                    bytes[at % bytes.length] = (byte) with;
                    yield new Line(line.topic(), new String(bytes, UTF_8));
                }
                case ASTRAY -> new Line(GOOD.get(at % GOOD.size()).topic(), text);
            };
        }

        private Line replaced(Pattern what, String text, String other) {
            List<MatchResult> places = what.matcher(text).results().toList();
            if (places.isEmpty()) {
                return line;
            }
            var place = places.get(at % places.size());
            return new Line(
                    line.topic(),
                    text.substring(0, place.start()) + other + text.substring(place.end()));
        }
    }

    private static Line event(String type, String score, String label) {
        return new Line(
                "frigate/events",
                """
                {"type":"%s","after":{"id":"1.5-obj","camera":"drive","label":"person",\
                "top_score":%s,"sub_label":%s,"recognized_license_plate":null}}\
                """
                        .formatted(type, score, label));
    }

    private static Line review(String id, String type, String severity, String objects) {
        return new Line(
                "frigate/reviews",
                """
                {"type":"%s","after":{"id":"1.5-%s","camera":"drive","start_time":1763900000.25,\
                "end_time":null,"severity":"%s","data":{"detections":["1.5-obj"],"objects":[%s],\
                "sub_labels":[],"zones":["gate"],"audio":[]}}}\
                """
                        .formatted(type, id, severity, objects));
    }

    /// Both readers, with what they remember over a restart.
    private static final class House {
        private final Map<String, Map<SourceId, String>> lessons = new HashMap<>();
        private long seconds = 100; // long settled
        private List<Producer> readers = List.of();

        House() {
            restart();
        }

        void restart() {
            readers =
                    List.of(
                            new Zigbee2Mqtt(new Prefix("zigbee2mqtt"), of(Zigbee2Mqtt.LESSON)),
                            new Frigate(new Prefix("frigate"), of(Frigate.LESSON)));
        }

        private Map<SourceId, String> of(String point) {
            return lessons.computeIfAbsent(point, _ -> new HashMap<>());
        }

        List<Signal> hears(Line line) {
            var signals = new ArrayList<Signal>();
            for (var reader : readers) {
                if (reader.owns(line.topic())) {
                    var heard =
                            new Heard(
                                    line.topic(),
                                    line.payload().getBytes(UTF_8),
                                    false,
                                    false,
                                    seconds++ * 1_000_000_000L);
                    var decoded = reader.read(heard);
                    HostileMessagesTest.check(decoded);
                    if (decoded instanceof Decoded.Understood understood) {
                        signals.addAll(understood.signals());
                    }
                }
            }
            signals.forEach(this::learn);
            return signals;
        }

        private void learn(Signal signal) {
            if (signal instanceof Signal.Learned(var point, var lesson)) {
                if (lesson.isEmpty()) {
                    of(point.name()).remove(point.source());
                } else {
                    of(point.name()).put(point.source(), lesson);
                }
            }
        }

        void isAsWellAsEver() {
            hears(LISTED);
            assertThat(hears(OPENED).toString())
                    .contains("CONTACT_OPEN", "BATTERY_LOW", "source=0x01", "OPEN");
            assertThat(hears(review("later", "new", "alert", "\"person\"")).toString())
                    .contains("PERSON_DETECTED", "1.5-later");
        }
    }

    @Provide
    Arbitrary<List<Step>> stories() {
        var step =
                Combinators.combine(
                                Arbitraries.of(GOOD),
                                Arbitraries.of(Damage.class),
                                Arbitraries.integers().between(0, 1_000),
                                Arbitraries.integers().between(0, 255))
                        .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(12);
    }

    @Property
    void whatever_is_said_in_between_the_next_good_message_is_understood(
            @ForAll("stories") List<Step> story) {
        var house = new House();
        for (var known : List.of(LISTED, OPENED, SEEN, REVIEW)) {
            house.hears(known);
        }
        for (var step : story) {
            if (step.damage() == Damage.RESTART) {
                house.restart();
            }
            house.hears(step.said());
        }
        house.isAsWellAsEver();
    }

    /// Each place of each of them, with all that is remembered of those before it.
    @Example
    void each_value_of_each_message_may_be_of_any_other_type() {
        for (int i = 0; i < GOOD.size(); i++) {
            var places = (int) VALUE.matcher(GOOD.get(i).payload()).results().count();
            for (int at = 0; at < places; at++) {
                for (int with = 0; with < OTHERS.size(); with++) {
                    var house = new House();
                    GOOD.subList(0, i).forEach(house::hears);
                    house.hears(new Step(GOOD.get(i), Damage.VALUE, at, with).said());
                    GOOD.subList(i + 1, GOOD.size()).forEach(house::hears);
                    house.isAsWellAsEver();
                }
            }
        }
    }

    /// Otherwise these stories would prove nothing about what is remembered.
    @Example
    void the_undamaged_story_reaches_what_is_remembered() {
        var house = new House();
        assertThat(house.hears(OPENED).toString()).doesNotContain("CONTACT_OPEN");
        assertThat(house.hears(LISTED).toString()).contains("Moved");
        assertThat(house.hears(OPENED).toString()).contains("CONTACT_OPEN", "source=0x01");
        house.restart();
        assertThat(house.hears(OPENED).toString()).contains("CONTACT_OPEN", "source=0x01");
        house.hears(GOOD.get(2)); // renamed
        assertThat(house.hears(GOOD.get(3)).toString()).contains("CONTACT_CLOSED", "source=0x01");
        assertThat(house.hears(GOOD.get(5)).toString()).contains("DEVICE_LEFT");
        house.hears(REVIEW);
        house.hears(SEEN);
        house.hears(NAMED);
        assertThat(house.hears(RISES).toString())
                .contains("\"rises\":true", "\"score\":0.92", "\"recognized\":[\"Anna\"]");
        house.restart();
        assertThat(Arrays.asList(house.hears(RISES).toString().split("rises", -1))).hasSize(1);
    }
}
