package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.bus.Prefix;

import java.nio.charset.StandardCharsets;

/// Every row of the wire contract.
class RouteTableTest {
    private final Decoder decoder = new Decoder(Prefix.STANDARD);

    private Decoded decode(String below, String payload) {
        return decoder.decode("vigilar/" + below, payload.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    camera/gate/motion/start     | {"ts":1}                                        | MOTION_START | INFO | gate
                    camera/gate/motion/start     | {"detection":{"label":"person","confidence":0.9}} | PERSON_DETECTED | WARNING | gate
                    camera/gate/motion/start     | {"detection":{"label":"Truck"}}                 | VEHICLE_DETECTED | INFO | gate
                    camera/gate/motion/start     | {"detection":{"label":"leaf"}}                  | MOTION_START | INFO | gate
                    camera/gate/motion/end       | {}                                              | MOTION_END | INFO | gate
                    camera/gate/error            | {"message":"no picture"}                        | CAMERA_ERROR | WARNING | gate
                    camera/gate/pet/detected     | {"pet_id":"tom","location":"interior"}          | PET_DETECTED | INFO | gate
                    camera/gate/pet/detected     | {"pet_id":"tom","location":"EXTERIOR"}          | PET_ESCAPE | ALERT | gate
                    camera/gate/pet/detected     | {"pet_id":"tom","location":"transition"}        | PET_ESCAPE | ALERT | gate
                    camera/gate/pet/detected     | {"pet_id":"tom"}                                | PET_DETECTED | INFO | gate
                    camera/gate/pet/detected     | {"species":"cat","location":"exterior"}         | UNKNOWN_ANIMAL | WARNING | gate
                    camera/gate/wildlife/detected | {"threat":"predator"}                          | WILDLIFE_PREDATOR | ALERT | gate
                    camera/gate/wildlife/detected | {"threat":"NUISANCE"}                          | WILDLIFE_NUISANCE | WARNING | gate
                    camera/gate/wildlife/detected | {"threat":"passive"}                           | WILDLIFE_PASSIVE | INFO | gate
                    sensor/front/contact_open    | {}                                              | CONTACT_OPEN | INFO | front
                    sensor/front/contact_closed  | {}                                              | CONTACT_CLOSED | INFO | front
                    sensor/hall/motion           | {}                                              | MOTION_START | INFO | hall
                    sensor/hall/motion           | {"value":false}                                 | MOTION_END | INFO | hall
                    sensor/cellar/leak           | {}                                              | WATER_LEAK | ALERT | cellar
                    sensor/cellar/leak           | {"value":false}                                 | WATER_LEAK_CLEARED | INFO | cellar
                    sensor/loft/smoke            | {}                                              | SMOKE | CRITICAL | loft
                    sensor/loft/smoke            | {"value":false}                                 | SMOKE_CLEARED | INFO | loft
                    sensor/loft/gas              | {"value":true}                                  | GAS | CRITICAL | loft
                    sensor/loft/gas              | {"value":false}                                 | GAS_CLEARED | INFO | loft
                    sensor/loft/co               | {}                                              | CARBON_MONOXIDE | CRITICAL | loft
                    sensor/loft/co               | {"value":false}                                 | CARBON_MONOXIDE_CLEARED | INFO | loft
                    sensor/front/tamper          | {}                                              | TAMPER | ALERT | front
                    sensor/front/tamper          | {"value":false}                                 | TAMPER_CLEARED | INFO | front
                    sensor/front/vibration       | {}                                              | VIBRATION | WARNING | front
                    sensor/bed/sos               | {}                                              | PANIC | CRITICAL | bed
                    sensor/front/battery_low     | {}                                              | BATTERY_LOW | WARNING | front
                    sensor/front/battery_low     | {"value":false}                                 | BATTERY_OK | INFO | front
                    ups/power_loss               | {"charge":90,"runtime_s":600}                   | POWER_LOSS | ALERT | ups
                    ups/restored                 | {}                                              | POWER_RESTORED | INFO | ups
                    ups/low_battery              | {"status":"OB LB"}                              | UPS_LOW_BATTERY | ALERT | ups
                    ups/critical                 | {}                                              | UPS_CRITICAL | CRITICAL | ups
                    presence/anna                | HOME                                            | ARRIVED | INFO | anna
                    presence/anna                | "away"                                          | LEFT | INFO | anna
                    presence/anna                | {"state":"AWAY","role":"child"}                 | LEFT | INFO | anna
                    system/health                | {"overall":"degraded"}                          | HEALTH_DEGRADED | WARNING | system
                    system/health                | {"overall":"healthy"}                           | HEALTH_RESTORED | INFO | system
                    """)
    void a_message_means_what_the_contract_says(
            String below, String payload, String type, String severity, String source) {
        assertThat(decode(below, payload)).isInstanceOf(Decoded.Understood.class);
        var signal = ((Decoded.Understood) decode(below, payload)).signals().getFirst();
        var meaning =
                switch (signal) {
                    case Signal.Pulse pulse -> pulse.meaning();
                    case Signal.Edge edge -> edge.meaning();
                    default -> throw new AssertionError("no event");
                };
        var from =
                switch (signal) {
                    case Signal.Pulse pulse -> pulse.source();
                    case Signal.Edge edge -> edge.point().source();
                    default -> throw new AssertionError("no event");
                };
        assertThat(meaning.type().name()).isEqualTo(type);
        assertThat(meaning.severity()).hasToString(severity);
        assertThat(from.value()).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sensor/a/temperature", "sensor/a/humidity", "sensor/a/battery",
                "sensor/a/linkquality", "ups/status", "camera/a/heartbeat"
            })
    void readings_and_heartbeats_are_understood_but_no_event(String below) {
        assertThat(decode(below, "{\"value\":21.50}"))
                .isInstanceOfSatisfying(
                        Decoded.Understood.class,
                        understood ->
                                assertThat(understood.signals().getFirst())
                                        .isInstanceOf(Signal.Reading.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    sensor/front/colour        | {}                  | no reader for sensor/front/colour
                    sensor/-front/contact_open | {}                  | not a name for a device: '-front'
                    sensor/front/contact_open  | [1]                 | not a JSON object
                    sensor/front/contact_open  | {"a":1,"a":2}       | not JSON
                    sensor/front/contact_open  | {"a":NaN}           | not JSON
                    sensor/front/contact_open  | {} {}               | not JSON
                    sensor/front/contact_open  | {"ts":"yesterday"}  | ts must be milliseconds
                    sensor/front/contact_open  | {"ts":true}         | ts must be milliseconds
                    sensor/front/leak          | {"value":"yes"}     | value must be true or false
                    sensor/front/temperature   | {}                  | value is missing
                    presence/anna              | "GONE"              | not a JSON object
                    sensor/a/sos               | "HOME"              | not a JSON object
                    presence/anna              | {"state":"GONE"}    | state must be one of
                    camera/gate/motion/start   | {"detection":7}     | detection must be an object
                    """)
    void what_is_wrong_is_refused_with_a_reason(String below, String payload, String reason) {
        assertThat(decode(below, payload))
                .isInstanceOfSatisfying(
                        Decoded.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }

    @Test
    void a_message_of_the_largest_size_passes_and_one_byte_more_does_not() {
        var frame = "{\"a\":\"\"}".length();
        var full = "{\"a\":\"" + "x".repeat(Limits.STANDARD.bytes() - frame) + "\"}";
        assertThat(decode("sensor/a/sos", full)).isInstanceOf(Decoded.Understood.class);
        assertThat(decode("sensor/a/sos", full + " ")).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void thirty_two_levels_pass_and_thirty_three_do_not() {
        var deep = "{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}";
        var deeper = "{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}";
        assertThat(decode("sensor/a/sos", deep)).isInstanceOf(Decoded.Understood.class);
        assertThat(decode("sensor/a/sos", deeper)).isInstanceOf(Decoded.Refused.class);
    }

    @Test
    void an_arm_request_is_the_alarm_panels_and_nothing_of_it_is_kept() {
        assertThat(decode("system/arm_request", "{\"mode\":\"AWAY\",\"pin\":\"4711\"}"))
                .isEqualTo(new Decoded.Ignored(Decoder.FOR_THE_PANEL));
    }

    @Test
    void what_we_say_ourselves_is_nobodys_news() {
        assertThat(decode("events/published", "{}")).isInstanceOf(Decoded.OurOwn.class);
        assertThat(decode("camera/gate/command/record", "{}")).isInstanceOf(Decoded.OurOwn.class);
    }

    @Test
    void numbers_and_unknown_keys_are_kept_as_they_came() {
        assertThat(
                        ((Decoded.Understood) decode("sensor/a/sos", " {\"x\": 1.50,\n\"y\":[ ]}"))
                                .signals()
                                .getFirst())
                .isInstanceOfSatisfying(
                        Signal.Pulse.class,
                        pulse ->
                                assertThat(pulse.payload().json())
                                        .isEqualTo("{\"x\":1.50,\"y\":[]}"));
    }
}
