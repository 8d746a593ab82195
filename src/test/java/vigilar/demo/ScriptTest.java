package vigilar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

class ScriptTest {
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /// The topics in of the wire contract.
    private static final Pattern CONTRACT =
            Pattern.compile(
                    "camera/ID/(motion/start|motion/end|heartbeat|error|pet/detected|wildlife/detected)"
                                    .replace("ID", ID)
                            + "|sensor/ID/(contact_open|contact_closed|motion|leak|smoke|gas|co|tamper|vibration|sos|battery_low|temperature|humidity|battery|linkquality)"
                                    .replace("ID", ID)
                            + "|ups/(power_loss|restored|low_battery|critical|status)"
                            + "|presence/ID".replace("ID", ID));

    private static final List<Moment> FIRST_DAY = Script.day(true, new Random(7));
    private static final List<Moment> OTHER_DAY = Script.day(false, new Random(7));

    @Test
    void every_device_speaks_as_the_wire_contract_says() {
        assertThat(OTHER_DAY).allSatisfy(it -> assertThat(it.topic()).matches(CONTRACT));
    }

    @Test
    void every_payload_is_json_with_the_devices_own_time() {
        var noon = Instant.parse("2026-01-01T12:00:00Z");
        assertThat(OTHER_DAY)
                .allSatisfy(
                        it ->
                                assertThat(
                                                JsonMapper.shared()
                                                        .readTree(it.payload(noon))
                                                        .get("ts")
                                                        .asLong())
                                        .isEqualTo(noon.toEpochMilli()));
    }

    @Test
    void the_first_day_shows_something_within_two_seconds_and_then_every_few() {
        var elapsed = Duration.ZERO;
        var heard = 0;
        for (var moment : FIRST_DAY) {
            elapsed = elapsed.plus(moment.pause());
            if (moment.pause().isPositive() && heard++ == 0) {
                assertThat(elapsed).isLessThan(Duration.ofSeconds(2));
            }
            assertThat(moment.pause()).isLessThan(Duration.ofSeconds(20));
        }
        assertThat(heard).isGreaterThan(30);
    }

    @Test
    void a_day_ends_as_it_began_with_doors_closed_power_on_and_everybody_home() {
        assertThat(last("sensor/front-door/contact_"))
                .isEqualTo("sensor/front-door/contact_closed");
        assertThat(last("sensor/terrace-door/contact_"))
                .isEqualTo("sensor/terrace-door/contact_closed");
        assertThat(
                        OTHER_DAY.stream()
                                .map(Moment::topic)
                                .filter(it -> it.matches("ups/(power_loss|restored)"))
                                .toList()
                                .getLast())
                .isEqualTo("ups/restored");
        assertThat(
                        OTHER_DAY.stream()
                                .filter(it -> it.topic().equals("presence/anna"))
                                .toList()
                                .getLast()
                                .fields())
                .contains("HOME");
    }

    @Test
    void a_day_has_the_cat_the_fox_the_leak_and_the_power() {
        var told = OTHER_DAY.stream().map(it -> it.topic() + " " + it.fields()).toList().toString();
        assertThat(told)
                .contains("\"pet_id\":\"minka\"", "\"fox\"", "laundry/leak", "ups/power_loss");
    }

    @Test
    void the_same_chance_gives_the_same_day() {
        assertThat(Script.day(true, new Random(7))).isEqualTo(FIRST_DAY);
        assertThat(Script.day(true, new Random(8))).isNotEqualTo(FIRST_DAY);
    }

    private static String last(String beginning) {
        return OTHER_DAY.stream()
                .map(Moment::topic)
                .filter(it -> it.startsWith(beginning))
                .toList()
                .getLast();
    }
}
