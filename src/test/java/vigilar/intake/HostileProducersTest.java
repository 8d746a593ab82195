package vigilar.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import vigilar.bus.Prefix;
import vigilar.event.SourceId;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Whatever becomes of a producer's message on its way, it is understood, ignored or refused.
class HostileProducersTest {
    private static final List<Capture.Line> CAPTURED = Capture.everything();
    private static final Pattern VALUE =
            Pattern.compile("(?<=:)(\"[^\"]*\"|-?[0-9.e]+|true|false|null)");
    private static final List<String> OTHERS =
            List.of("null", "7", "-1e999999", "\"\\ud800\"", "[]", "{}", "[[{}]]", "true", "\"\"");

    @Provide
    Arbitrary<Capture.Line> captured() {
        return Arbitraries.of(CAPTURED);
    }

    @Provide
    Arbitrary<String> others() {
        return Arbitraries.of(OTHERS);
    }

    /// One of its values is of another type.
    @Property
    void a_value_of_another_type_is_no_exception(
            @ForAll("captured") Capture.Line line, @ForAll("others") String other, @ForAll int at) {
        var values = VALUE.matcher(line.payload()).results().toList();
        if (!values.isEmpty()) {
            var value = values.get(Math.floorMod(at, values.size()));
            hear(
                    line.topic(),
                    line.payload().substring(0, value.start())
                            + other
                            + line.payload().substring(value.end()));
        }
    }

    /// A key is missing, or called otherwise.
    @Property
    void a_key_that_nobody_knows_is_no_exception(
            @ForAll("captured") Capture.Line line, @ForAll int at) {
        var keys = Pattern.compile("\"[a-z_]+\":").matcher(line.payload()).results().toList();
        if (!keys.isEmpty()) {
            var key = keys.get(Math.floorMod(at, keys.size()));
            hear(
                    line.topic(),
                    line.payload().substring(0, key.start())
                            + "\"new_key\":"
                            + line.payload().substring(key.end()));
        }
    }

    /// It breaks off, or a byte flips.
    @Property
    void a_damaged_message_is_no_exception(
            @ForAll("captured") Capture.Line line, @ForAll int at, @ForAll byte with) {
        var bytes = line.payload().getBytes(UTF_8);
        if (bytes.length > 0) {
            var place = Math.floorMod(at, bytes.length);
            bytes[place] = with;
            hear(line.topic(), bytes);
            hear(line.topic(), java.util.Arrays.copyOf(bytes, place));
        }
    }

    @Property
    void any_bytes_on_any_of_their_topics_are_no_exception(
            @ForAll("captured") Capture.Line line, @ForAll byte[] bytes, @ForAll String below) {
        hear(line.topic(), bytes);
        hear("zigbee2mqtt/" + below, bytes);
        hear("zigbee2mqtt/" + below, line.payload().getBytes(UTF_8));
        hear("frigate/" + below + "/status/detect", line.payload().getBytes(UTF_8));
        hear("frigate/" + below, bytes);
    }

    @Property
    void whatever_was_remembered_is_no_exception(@ForAll String lesson) {
        new FrigateReviews(Map.of(new SourceId("drive"), lesson));
        new ZigbeeHome(Map.of(new SourceId("0x01"), lesson, new SourceId("0x02"), "{\"name\":7}"));
    }

    private static void hear(String topic, String payload) {
        hear(topic, payload.getBytes(UTF_8));
    }

    private static void hear(String topic, byte[] bytes) {
        var readers =
                List.of(
                        new Zigbee2Mqtt(new Prefix("zigbee2mqtt"), Map.of()),
                        new Frigate(new Prefix("frigate"), Map.of()));
        for (var reader : readers) {
            if (reader.owns(topic)) {
                HostileMessagesTest.check(
                        reader.read(new Heard(topic, bytes, false, false, 100_000_000_000L)));
            }
        }
    }
}
