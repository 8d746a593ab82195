package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.bus.Prefix;
import vigilar.event.EventType;
import vigilar.event.Severity;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the owner's config says of other topics is what becomes of them.
class OwnDevicesTest {
    private static final List<OwnDevice> DEVICES =
            List.of(
                    edge("house/+/window", "Window", "/a~1b/0", words(), "WINDOW_OPEN"),
                    edge("house/gate", "gate", "", words(), "GATE_OPEN"),
                    edge(
                            "house/loft",
                            "loft",
                            "/t",
                            new Sense.Beyond(new BigDecimal("60.5"), true),
                            "HEAT"),
                    edge(
                            "house/loft",
                            "loft",
                            "/t",
                            new Sense.Beyond(BigDecimal.ONE, false),
                            "FROST"),
                    new OwnDevice(
                            new TopicPattern("house/bell"),
                            "bell",
                            "/press",
                            new Sense.Words(List.of("single", "double"), List.of()),
                            true,
                            new EventType("BELL"),
                            Optional.empty(),
                            Severity.INFO,
                            Optional.empty()));

    @TempDir Path folder;

    private static Sense words() {
        return new Sense.Words(List.of("ON", "1", "true"), List.of("off", "0", "false"));
    }

    private static OwnDevice edge(
            String topic, String name, String pointer, Sense sense, String type) {
        return new OwnDevice(
                new TopicPattern(topic),
                name,
                pointer,
                sense,
                false,
                new EventType(type),
                Optional.of(new EventType(type + "_OVER")),
                Severity.ALERT,
                Optional.of("Attic"));
    }

    private Stage stage() {
        return new Stage(folder, IntakeSettings.whole(Prefix.STANDARD).with(DEVICES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    house/gate           | ON                  | GATE_OPEN ALERT gate live
                    house/gate           | on                  | GATE_OPEN ALERT gate live
                    house/gate           | 1                   | GATE_OPEN ALERT gate live
                    house/gate           | ajar                | the payload must be ON, 1, true or off, 0, false, not 'ajar'
                    house/kitchen/window | {"a/b":[true]}      | WINDOW_OPEN ALERT Window-kitchen live
                    house/kitchen/window | {"a/b":[1]}         | WINDOW_OPEN ALERT Window-kitchen live
                    house/kitchen/window | {"a/b":[{}]}        | /a~1b/0 must be a plain value, not a list or object
                    house/kitchen/window | {"a/b":             | not JSON
                    house/kitchen/window | {"a/b":[null]}      |
                    house/kitchen/window | {"other":1}         |
                    house/loft           | {"t":61}            | HEAT ALERT loft live
                    house/loft           | {"t":"0.5"}         | FROST ALERT loft live
                    house/loft           | {"t":60.5}          |
                    house/loft           | {"t":"warm"}        | /t must be a number (above 60.5), not 'warm'
                    house/bell           | {"press":"double"}  | BELL INFO bell live
                    house/bell           | {"press":"release"} |
                    """)
    void a_message_means_what_its_block_says(String topic, String payload, String expected) {
        try (var stage = stage()) {
            stage.live(Stage.LATER, topic, payload);
            var said = stage.told().isEmpty() ? stage.refusals() : stage.told();
            if (expected == null) {
                assertThat(said).isEmpty();
            } else {
                assertThat(said).singleElement().asString().contains(expected);
            }
        }
    }

    @Test
    void only_a_change_is_an_event_and_each_window_has_its_own() {
        try (var stage = stage()) {
            for (var payload : List.of("ON", "ON", "OFF", "OFF", "ON")) {
                stage.live(Stage.LATER, "house/gate", payload);
            }
            stage.live(Stage.LATER, "house/kitchen/window", "{\"a/b\":[1]}");
            stage.live(Stage.LATER, "house/bath/window", "{\"a/b\":[1]}");
            stage.restart();
            stage.live(Stage.LATER, "house/gate", "ON");
            assertThat(stage.told())
                    .containsExactly(
                            "GATE_OPEN ALERT gate live",
                            "GATE_OPEN_OVER INFO gate live",
                            "GATE_OPEN ALERT gate live",
                            "WINDOW_OPEN ALERT Window-kitchen live",
                            "WINDOW_OPEN ALERT Window-bath live");
            assertThat(stage.events().getFirst().payload().json())
                    .isEqualTo("{\"source_name\":\"gate\",\"value\":\"ON\",\"area\":\"Attic\"}");
        }
    }

    @Test
    void what_the_broker_kept_raises_nothing_until_an_alert_is_said_live_and_then_once() {
        try (var stage = stage()) {
            stage.retained(0, "house/gate", "ON");
            stage.retained(0, "house/bell", "{\"press\":\"single\"}");
            assertThat(stage.told()).isEmpty();
            stage.live(Stage.LATER, "house/gate", "ON");
            stage.live(Stage.LATER + 1, "house/gate", "ON");
            assertThat(stage.told()).containsExactly("GATE_OPEN ALERT gate live");
        }
    }

    @Test
    void what_waited_in_the_broker_is_told_as_found_afterwards_and_raises_no_alarm() {
        try (var stage = stage()) {
            stage.live(Stage.LATER, "house/gate", "OFF");
            stage.live(1, "house/gate", "ON");
            assertThat(stage.told()).containsExactly("GATE_OPEN WARNING gate replayed");
        }
    }

    @Test
    void each_topic_is_subscribed_to_once() {
        assertThat(new OwnDevices(DEVICES).filters())
                .containsExactly("house/+/window", "house/gate", "house/loft", "house/bell");
    }

    @Property
    void whatever_comes_is_understood_ignored_or_refused(
            @ForAll byte[] bytes, @ForAll String text, @ForAll boolean retained) {
        for (var topic : List.of("house/gate", "house/loft", "house/bell", "house/x/window")) {
            hear(topic, bytes, retained);
            hear(topic, text.getBytes(UTF_8), retained);
            for (var json :
                    List.of("{\"t\":%s}", "{\"t\":\"%s\"}", "{\"a/b\":[%s]}", "{\"press\":%s}")) {
                hear(topic, json.formatted(text).getBytes(UTF_8), retained);
            }
            for (var value : List.of("-1e999999999", "\"\\ud800\"", "null", "[]", "NaN", "1e-9")) {
                hear(topic, ("{\"t\":" + value + "}").getBytes(UTF_8), retained);
                hear(topic, ("{\"press\":" + value + ",\"a/b\":[1]}").getBytes(UTF_8), retained);
            }
        }
        hear("house/" + text.replace("/", "") + "/window", "{\"a/b\":[1]}".getBytes(UTF_8), false);
    }

    private static void hear(String topic, byte[] bytes, boolean retained) {
        var reader = new OwnDevices(DEVICES);
        if (reader.owns(topic)) {
            HostileMessagesTest.check(
                    reader.read(new Heard(topic, bytes, retained, false, 100_000_000_000L)));
        }
    }
}
