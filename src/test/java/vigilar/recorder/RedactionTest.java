package vigilar.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.bus.Prefix;

import java.time.Duration;
import java.util.Optional;

class RedactionTest {
    private static final String SECRET = "493817";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Redaction redaction =
            new Redaction(
                    new Roots(
                            Prefix.STANDARD,
                            Optional.of(new Prefix("zigbee2mqtt")),
                            Optional.of(new Prefix("frigate"))));

    private String kept(String topic, String payload) {
        return redaction
                .of(topic, payload.getBytes(UTF_8))
                .map(bytes -> new String(bytes, UTF_8))
                .orElse(payload);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    vigilar/system/arm_request  | {"mode":"DISARM","pin":"493817"}
                    vigilar/system/arm_request  | {"mode":"DISARM","pin":493817}
                    vigilar/system/arm_request  | {"mode":"DISARM","pni":"493817"}
                    vigilar/system/arm_requst   | 493817
                    vigilar/system/arm_request  | {"mode":"DISARM","pin":"493817"
                    vigilar/system/arm_request  | {"mode":"DISARM","who":{"is":["493817"]}}
                    zigbee2mqtt/Hall keypad     | {"action":"disarm","action_code":"493817"}
                    zigbee2mqtt/Hall keypad/action_code | 493817
                    zigbee2mqtt/Front lock/pin_code     | {"user":1,"value":"493817"}
                    zigbee2mqtt/bridge/logging  | {"message":"payload '{\\"action_code\\":\\"493817\\"}'"}
                    zigbee2mqtt/bridge/info     | {"config":{"mqtt":{"user":"z","password":"493817"}}}
                    zigbee2mqtt/bridge/info     | {"config":{"advanced":{"network_key":[49,38,17,493817]}}}
                    home/lock/users             | [{"name":"pin","value":"493817"}]
                    home/lock/users             | [{"key":"door_code","val":493817}]
                    home/lock/pins              | ["1234","493817"]
                    home/camera                 | {"url":"rtsp://admin:493817@10.0.0.7/live"}
                    home/camera                 | rtsp://admin:p@ss493817@10.0.0.7/live
                    home/camera                 | {"url":"http://10.0.0.7/?user=a&token=493817&x=1"}
                    home/alarm                  | {"text":"the PIN 493817 was typed"}
                    home/alarm                  | {"inner":"{\\"deep\\":{\\"secret\\":\\"493817\\"}}"}
                    home/alarm                  | {"p\\u0069n":"493817"}
                    home/alarm                  | {"p\\u0069n":"493817"
                    home/alarm                  | {"a":1}{"passwd":"493817"}
                    home/alarm                  | {"pin":"1","pin":"493817"}
                    home/alarm                  | password is 493817
                    home/api                    | {"header":"Bearer 493817abcdef"}
                    home/api                    | {"header":"eyJ493817abcdefghij.x.y"}
                    home/api                    | {"used":"vigilar_493817abcdefghijklmnopqrstuvw"}
                    home/api                    | curl with vigilar_493817abcdefghijklmnopqrstuvw
                    """)
    void no_secret_reaches_the_file(String topic, String payload) {
        assertThat(kept(topic, payload)).doesNotContain(SECRET).contains(Redaction.GONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    vigilar/system/health       | {"overall":"healthy","ts":1763900000000}
                    vigilar/sensor/hall/motion  | {"value":true, "ts":1763900000000}
                    vigilar/presence/anna       | HOME
                    zigbee2mqtt/Front door      | {"contact":false,"battery":87,"linkquality":96}
                    zigbee2mqtt/Hall keypad     | {"battery":87,"tamper":false}
                    zigbee2mqtt/Hall keypad/availability | {"state":"online"}
                    zigbee2mqtt/Hall keypad/availability | offline
                    zigbee2mqtt/bridge/event    | {"data":{"friendly_name":"Hall keypad"}}
                    home/lock                   | {"pin_required":true,"code":null}
                    frigate/available           | online
                    home/mail                   | {"to":"anna@example.org"}
                    home/net                    | {"client":"vigilar_bridge"}
                    """)
    void what_is_no_secret_stays_to_the_byte(String topic, String payload) {
        assertThat(redaction.of(topic, payload.getBytes(UTF_8))).isEmpty();
    }

    @Test
    void of_a_request_to_arm_everything_but_the_pin_stays() {
        assertThat(
                        kept(
                                "vigilar/system/arm_request",
                                "{\"mode\":\"ARM_AWAY\",\"pin\":\"1\",\"request_id\":\"r1\"}"))
                .isEqualTo("{\"mode\":\"ARM_AWAY\",\"pin\":\"(redacted)\",\"request_id\":\"r1\"}");
    }

    @Test
    void bytes_that_are_no_text_go_as_a_whole_if_they_may_hold_a_secret() {
        var bytes = "\u00ffpassword=493817".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(redaction.of("home/blob", bytes).orElseThrow())
                .asString()
                .isEqualTo("(redacted)");
        assertThat(redaction.of("home/blob", new byte[] {-1, -40, -1})).isEmpty();
    }

    @Property(tries = 300)
    void however_deep_it_lies_a_secret_is_gone_and_the_rest_is_there(
            @ForAll("wrapped") String payload) {
        var kept = kept("home/thing", payload);
        assertThat(kept).doesNotContain(SECRET).contains("innocent");
        assertThat(JSON.readTree(kept)).isInstanceOf(JsonNode.class);
    }

    @Provide
    Arbitrary<String> wrapped() {
        var names =
                Arbitraries.of(
                        "pin",
                        "PIN",
                        "userPin",
                        "code",
                        "api_key",
                        "authToken",
                        "passphrase",
                        "Password",
                        "client_secret");
        var wraps = Arbitraries.integers().between(0, 3).list().ofMaxSize(8);
        return names.flatMap(
                name ->
                        wraps.map(
                                steps -> {
                                    var json =
                                            "{\"x\":\"innocent\",\""
                                                    + name
                                                    + "\":\""
                                                    + SECRET
                                                    + "\"}";
                                    for (var step : steps) {
                                        json = wrap(step, json);
                                    }
                                    return json;
                                }));
    }

    private static String wrap(int how, String json) {
        return switch (how) {
            case 0 -> "{\"a\":" + json + ",\"b\":[1,true]}";
            case 1 -> "[0," + json + ",null]";
            case 2 -> "{\"body\":" + JSON.writeValueAsString(json) + "}";
            default -> " { \"value\" :" + json + "}";
        };
    }

    @Test
    void a_message_full_of_addresses_costs_no_more_than_its_length() {
        var flood = "://".repeat(2_000_000 / 3);
        var payload = ("{\"at\":\"" + flood + "\"}").getBytes(UTF_8);
        assertTimeoutPreemptively(
                Duration.ofSeconds(10), // a pattern that looks on from each would take hours
                () -> assertThat(redaction.of("home/blob", payload)).isEmpty());
    }
}
