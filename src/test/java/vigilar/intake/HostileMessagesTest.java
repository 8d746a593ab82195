package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import vigilar.bus.Prefix;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Whatever comes is understood or refused, and what is understood is one line of JSON.
class HostileMessagesTest {
    private static final List<String> GOOD =
            List.of(
                    "{\"ts\":1763900000000,\"value\":true,\"state\":\"HOME\",\"overall\":\"ok\"}",
                    "{\"detection\":{\"label\":\"person\",\"confidence\":0.5},\"threat\":\"passive\"}",
                    "{\"a\":\"\\ud800\\u0000\\u2028\",\"ts\":1e999999,\"value\":1e-99999}",
                    "{\"value\":21.5,\"ts\":\"2026-11-23T10:00:00Z\"}",
                    "HOME");
    private final Decoder decoder = new Decoder(Prefix.STANDARD);

    @Provide
    Arbitrary<String> topics() {
        var routes = Arbitraries.of(Routes.TABLE);
        return routes.map(
                route -> "vigilar/" + route.pattern().replaceFirst("\\{[a-z]+}", "front-door"));
    }

    @Provide
    Arbitrary<byte[]> mutated() {
        return Arbitraries.of(GOOD)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .flatMap(
                        bytes ->
                                Arbitraries.bytes()
                                        .flatMap(
                                                with ->
                                                        Arbitraries.integers()
                                                                .between(0, bytes.length - 1)
                                                                .map(
                                                                        at -> {
                                                                            var copy =
                                                                                    bytes.clone();
                                                                            copy[at] = with;
                                                                            return copy;
                                                                        })));
    }

    @Property
    void a_damaged_message_is_understood_or_refused(
            @ForAll("topics") String topic, @ForAll("mutated") byte[] payload) {
        check(decoder.decode(topic, payload));
    }

    @Property
    void any_bytes_on_any_topic_are_understood_or_refused(
            @ForAll("topics") String topic, @ForAll byte[] payload, @ForAll String anyTopic) {
        check(decoder.decode(topic, payload));
        check(decoder.decode("vigilar/" + anyTopic, payload));
        check(decoder.decode(anyTopic, payload));
    }

    static void check(Decoded decoded) {
        switch (decoded) {
            case Decoded.Refused refused -> assertThat(refused.reason()).isNotBlank();
            case Decoded.Ignored ignored -> assertThat(ignored.why()).isNotBlank();
            case Decoded.OurOwn _ -> {}
            case Decoded.Understood understood ->
                    understood.signals().forEach(HostileMessagesTest::check);
        }
    }

    private static void check(Signal signal) {
        switch (signal) {
            case Signal.Pulse pulse -> oneLine(pulse.payload().json());
            case Signal.Edge edge -> oneLine(edge.payload().json());
            case Signal.Field field -> oneLine(field.payload().json());
            case Signal.Learned lesson -> oneLine(lesson.value());
            case Signal.Moved moved -> assertThat(moved.names()).isNotEmpty();
            case Signal.Reading reading -> oneLine(reading.value());
        }
    }

    static void oneLine(String json) {
        assertThat(json.chars()).noneMatch(c -> c < ' ');
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(json)).isTrue();
    }
}
