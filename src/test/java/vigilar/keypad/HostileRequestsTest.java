package vigilar.keypad;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.List;

/// Whatever somebody sends to the alarm panel is a request or none, with a reason, and never an
/// exception: it would end the room of keypads.
class HostileRequestsTest {
    private static final String GOOD =
            """
            {"mode":"ARMED_AWAY","pin":"4711","triggered_by":"hall","request_id":"a.1",\
            "ts":1763900000000}\
            """;

    private static final List<String> KEYS =
            List.of("mode", "pin", "triggered_by", "request_id", "ts");

    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "0",
                    "-0",
                    "-1",
                    "4711",
                    "1e400",
                    "-1e400",
                    "1e999999999",
                    "1e-999999999",
                    "1e2147483647",
                    "1e2147483648",
                    "1e-2147483648",
                    "99999999999999999999",
                    "9999999999999999999999",
                    "0.1",
                    "[]",
                    "{}",
                    "[[[[]]]]",
                    "\"\"",
                    "\"DISARMED\"",
                    "\" \\u0000\"",
                    "\"\\ud800\"",
                    "\"1e400\"",
                    "NaN",
                    "\"0000\"",
                    "[[[[[[[[[[]]]]]]]]]]");

    private static void check(byte[] payload) {
        switch (ArmRequest.read(payload)) {
            case ArmRequest.Read.Understood(var request) -> {
                assertThat(request.keypad()).isNotBlank();
                assertThat(request.by()).isNotBlank();
                assertThat(request.toString()).doesNotContain("4711");
            }
            case ArmRequest.Read.Nonsense(var why, var _) ->
                    assertThat(why).isNotBlank().doesNotContain("4711");
        }
    }

    @Property
    void any_bytes_are_a_request_or_none(@ForAll byte[] payload) {
        check(payload);
    }

    @Property
    void a_request_with_a_byte_that_flipped_is_one_or_none(
            @ForAll("places") int place, @ForAll byte other) {
        var payload = GOOD.getBytes(UTF_8);
        payload[place % payload.length] = other;
        check(payload);
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, GOOD.length() - 1);
    }

    @Property
    void a_request_that_breaks_off_is_none(@ForAll("places") int place) {
        assertThat(ArmRequest.read(GOOD.substring(0, place).getBytes(UTF_8)))
                .isInstanceOf(ArmRequest.Read.Nonsense.class);
    }

    @Example
    void each_value_of_each_key_may_be_of_any_other_type() {
        for (var key : KEYS) {
            for (var value : VALUES) {
                var said = GOOD.replaceFirst("(\"" + key + "\":)(\"[^\"]*\"|[0-9]+)", "$1 ~");
                check(said.replace("~", value).getBytes(UTF_8));
            }
        }
    }

    @Example
    void the_undamaged_request_is_understood() {
        assertThat(ArmRequest.read(GOOD.getBytes(UTF_8)))
                .isInstanceOf(ArmRequest.Read.Understood.class);
    }
}
