package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.bus.Prefix;
import vigilar.event.EventType;
import vigilar.event.Severity;

import java.util.List;
import java.util.Optional;

/// What burns or leaks while nobody could hear it live is said as soon as somebody says it live.
class UntoldTest extends OnStage {
    private static final String KITCHEN = "zigbee2mqtt/kitchen";
    private static final String BUTTON = "zigbee2mqtt/button";

    @ParameterizedTest
    @CsvSource({
        "smoke, SMOKE CRITICAL",
        "gas, GAS CRITICAL",
        "carbon_monoxide, CARBON_MONOXIDE CRITICAL",
        "sos, PANIC CRITICAL",
        "water_leak, WATER_LEAK ALERT",
        "tamper, TAMPER ALERT"
    })
    void danger_that_was_first_kept_by_the_broker_alarms_when_it_is_said_again_and_once(
            String field, String told) {
        var danger = "{\"%s\":true}".formatted(field);
        stage.retained(0, KITCHEN, danger);
        assertThat(stage.told()).isEmpty();
        stage.live(LATER, KITCHEN, danger);
        stage.live(LATER + 5, KITCHEN, danger);
        stage.retained(LATER + 6, KITCHEN, danger);
        stage.live(LATER + 7, KITCHEN, danger);
        assertThat(stage.told()).containsExactly(told + " kitchen live");
    }

    @Test
    void a_leak_that_was_found_after_a_start_of_zigbee2mqtt_alarms_once_the_start_is_over() {
        stage.live(LATER, KITCHEN, "{\"water_leak\":false}");
        stage.live(200, "zigbee2mqtt/bridge/state", "online");
        stage.live(203, KITCHEN, "{\"water_leak\":true}");
        stage.live(210, KITCHEN, "{\"water_leak\":true}");
        assertThat(stage.told()).containsExactly("WATER_LEAK WARNING kitchen replayed");
        stage.live(216, KITCHEN, "{\"water_leak\":true}");
        stage.live(230, KITCHEN, "{\"water_leak\":true}");
        assertThat(stage.told())
                .containsExactly(
                        "WATER_LEAK WARNING kitchen replayed", "WATER_LEAK ALERT kitchen live");
        assertThat(stage.events().getLast().origin().why())
                .endsWith("; known before, said live only now");
    }

    @ParameterizedTest
    @CsvSource({
        "smoke, SMOKE",
        "gas, GAS",
        "carbon_monoxide, CARBON_MONOXIDE",
        "sos, PANIC",
    })
    void danger_to_life_alarms_at_once_where_it_was_known_not_to_be_so_whoever_has_just_started(
            String field, String type) {
        var danger = "{\"%s\":true}".formatted(field);
        var none = "{\"%s\":false}".formatted(field);
        stage.live(LATER, KITCHEN, none);
        stage.live(200, "zigbee2mqtt/bridge/state", "online");
        stage.live(203, KITCHEN, danger);
        stage.live(210, KITCHEN, danger);
        stage.live(260, KITCHEN, danger);
        assertThat(told(type)).as("Zigbee2MQTT started").containsExactly("CRITICAL live");
        assertThat(stage.events().getLast().origin().why()).contains("not so when last heard");
        stage.live(300, KITCHEN, none);
        stage.restart();
        stage.live(3, KITCHEN, danger);
        stage.live(60, KITCHEN, danger);
        assertThat(told(type)).as("we started").containsExactly("CRITICAL live", "CRITICAL live");
        stage.live(300, KITCHEN, none);
        stage.restart();
        stage.retained(0, KITCHEN, danger);
        stage.live(60, KITCHEN, danger);
        assertThat(told(type)).as("the broker kept it").hasSize(3).containsOnly("CRITICAL live");
    }

    private List<String> told(String type) {
        return stage.told().stream()
                .filter(it -> it.startsWith(type + " "))
                .map(it -> it.substring(type.length() + 1).replace(" kitchen", ""))
                .toList();
    }

    @Test
    void a_cry_for_help_alarms_whoever_has_just_started_for_nobody_repeats_it() {
        stage.live(3, BUTTON, cry(90));
        stage.live(LATER, "zigbee2mqtt/bridge/state", "online");
        stage.live(LATER + 3, BUTTON, cry(91));
        assertThat(stage.told())
                .containsExactly("PANIC CRITICAL button live", "PANIC CRITICAL button live");
    }

    @Test
    void a_cry_for_help_that_the_broker_kept_while_we_were_away_alarms_once() {
        stage.live(LATER, BUTTON, "{\"battery\":90}");
        for (int life = 0; life < 3; life++) {
            stage.restart();
            stage.retained(0, BUTTON, cry(90));
        }
        assertThat(stage.told()).containsExactly("PANIC CRITICAL button live");
        assertThat(stage.events().getLast().origin().why()).contains("kept by the broker");
        stage.live(LATER, BUTTON, "{\"battery\":89}");
        stage.restart();
        stage.retained(0, BUTTON, cry(90));
        assertThat(stage.told()).as("another one, though its words are the same").hasSize(2);
    }

    @Test
    void a_cry_for_help_that_was_heard_is_not_heard_again_because_the_broker_keeps_it() {
        stage.live(LATER, BUTTON, cry(90));
        stage.restart();
        stage.retained(0, BUTTON, cry(90));
        assertThat(stage.told()).containsExactly("PANIC CRITICAL button live");
    }

    @Test
    void a_cry_for_help_that_was_kept_before_anybody_knew_the_button_is_no_alarm() {
        stage.retained(0, BUTTON, cry(90));
        stage.restart();
        stage.retained(0, BUTTON, cry(90));
        assertThat(stage.told()).isEmpty();
    }

    @Test
    void a_button_of_the_owner_that_calls_for_help_alarms_also_in_our_first_seconds() {
        stage.close();
        stage =
                new Stage(
                        folder,
                        IntakeSettings.whole(Prefix.STANDARD)
                                .with(List.of(pulse("help", "PANIC"), pulse("bell", "DOORBELL"))));
        stage.live(3, "own/help", "on");
        stage.live(4, "own/bell", "on");
        assertThat(stage.told())
                .containsExactly("PANIC CRITICAL help live", "DOORBELL INFO bell replayed");
    }

    private static OwnDevice pulse(String name, String type) {
        return new OwnDevice(
                new TopicPattern("own/" + name),
                name,
                "",
                new Sense.Words(List.of("on"), List.of()),
                true,
                new EventType(type),
                Optional.empty(),
                type.equals("PANIC") ? Severity.CRITICAL : Severity.INFO,
                Optional.empty());
    }

    private static String cry(int battery) {
        return "{\"action\":\"emergency\",\"battery\":%d}".formatted(battery);
    }

    @Test
    void smoke_in_our_own_first_seconds_alarms_with_its_next_message_also_over_a_restart() {
        stage.live(3, KITCHEN, "{\"smoke\":true}");
        stage.restart();
        stage.live(3, KITCHEN, "{\"smoke\":true}");
        assertThat(stage.told()).isEmpty();
        stage.live(20, KITCHEN, "{\"smoke\":true}");
        stage.restart();
        stage.retained(0, KITCHEN, "{\"smoke\":true}");
        stage.live(20, KITCHEN, "{\"smoke\":true}");
        assertThat(stage.told()).containsExactly("SMOKE CRITICAL kitchen live");
    }

    @Test
    void smoke_that_alarmed_before_a_restart_does_not_alarm_a_second_time() {
        stage.live(LATER, KITCHEN, "{\"smoke\":true}");
        stage.restart();
        stage.retained(0, KITCHEN, "{\"smoke\":true}");
        stage.live(3, KITCHEN, "{\"smoke\":true}");
        stage.live(LATER, KITCHEN, "{\"smoke\":true}");
        assertThat(stage.told()).containsExactly("SMOKE CRITICAL kitchen live");
    }

    @Test
    void trying_a_message_says_that_it_would_alarm_and_takes_nothing_from_the_one_that_comes() {
        stage.retained(0, KITCHEN, "{\"smoke\":true}");
        var smoke = "{\"smoke\":true}".getBytes(UTF_8);
        assertThat(stage.trial().of(KITCHEN, smoke, true).fate().toString())
                .doesNotContain("SMOKE");
        assertThat(stage.trial().of(KITCHEN, smoke, false).fate().toString())
                .contains("SMOKE", "CRITICAL", "said live only now");
        stage.live(LATER, KITCHEN, "{\"smoke\":true}");
        assertThat(stage.told()).containsExactly("SMOKE CRITICAL kitchen live");
        assertThat(stage.trial().of(KITCHEN, smoke, false).fate().toString())
                .doesNotContain("SMOKE");
    }

    @Test
    void smoke_that_has_cleared_when_somebody_says_so_live_is_no_alarm_any_more() {
        stage.retained(0, KITCHEN, "{\"smoke\":true}");
        stage.live(LATER, KITCHEN, "{\"smoke\":false}");
        stage.live(LATER + 1, KITCHEN, "{\"smoke\":false}");
        assertThat(stage.told()).containsExactly("SMOKE_CLEARED INFO kitchen live");
    }

    @Test
    void a_device_that_turns_out_to_be_another_takes_along_what_was_not_told() {
        stage.retained(0, "zigbee2mqtt/Cellar leak", "{\"water_leak\":true}");
        var devices = Capture.payload("zigbee2mqtt/devices.json");
        stage.retained(0, "zigbee2mqtt/bridge/devices", devices);
        stage.live(LATER, "zigbee2mqtt/Cellar leak", "{\"water_leak\":true}");
        assertThat(stage.told()).containsExactly("WATER_LEAK ALERT 0x00158d0004a1b2e5 live");
    }

    @Test
    void a_door_that_stood_open_before_is_not_news_because_it_is_said_again() {
        stage.retained(0, "zigbee2mqtt/door", "{\"contact\":false,\"occupancy\":true}");
        stage.live(3, "zigbee2mqtt/window", "{\"contact\":false}");
        stage.live(LATER, "zigbee2mqtt/door", "{\"contact\":false,\"occupancy\":true}");
        stage.live(LATER, "zigbee2mqtt/window", "{\"contact\":false}");
        assertThat(stage.told()).isEmpty();
    }

    @Test
    void the_mains_that_were_lost_before_we_listened_are_an_alert_when_it_is_said_live() {
        stage.retained(0, "vigilar/ups/power_loss", "{}");
        stage.live(LATER, "vigilar/ups/power_loss", "{}");
        stage.live(LATER + 1, "vigilar/ups/power_loss", "{}");
        assertThat(stage.told()).containsExactly("POWER_LOSS ALERT ups live");
    }

    @Test
    void what_the_owner_mapped_to_an_alert_or_to_smoke_is_held_to_the_same() {
        stage.close();
        var mapped =
                List.of(
                        mapped("pump", "FLOODED", Severity.ALERT),
                        mapped("oven", "SMOKE", Severity.INFO),
                        mapped("gate", "GATE", Severity.WARNING));
        stage = new Stage(folder, IntakeSettings.whole(Prefix.STANDARD).with(mapped));
        for (var second : List.of(3, LATER, LATER + 1)) {
            stage.live(second, "own/pump", "on");
            stage.live(second, "own/oven", "on");
            stage.live(second, "own/gate", "on");
        }
        assertThat(stage.told()).containsExactly("FLOODED ALERT pump live", "SMOKE INFO oven live");
    }

    private static OwnDevice mapped(String name, String type, Severity severity) {
        return new OwnDevice(
                new TopicPattern("own/" + name),
                name,
                "",
                new Sense.Words(List.of("on"), List.of("off")),
                false,
                new EventType(type),
                Optional.empty(),
                severity,
                Optional.empty());
    }

    private static String review(String type, String severity) {
        return """
        {"type":"%s","after":{"id":"1763900001.0-xyz789","camera":"drive","severity":"%s",
        "data":{"objects":["person"],"detections":["1763900000.5-abc123"]}}}\
        """
                .formatted(type, severity);
    }

    @Test
    void somebody_who_came_while_the_broker_queued_and_is_still_there_is_told_live_once() {
        stage.live(5, "frigate/reviews", review("new", "alert"));
        stage.live(9, "frigate/reviews", review("update", "alert"));
        assertThat(stage.told()).containsExactly("PERSON_DETECTED WARNING drive replayed");
        stage.restart();
        stage.live(20, "frigate/reviews", review("update", "alert"));
        assertThat(stage.events().getLast().payload().json())
                .contains("\"goes_on\":true")
                .doesNotContain("rises");
        stage.live(25, "frigate/reviews", review("update", "alert"));
        stage.live(30, "frigate/reviews", review("end", "alert"));
        stage.live(31, "frigate/reviews", review("update", "alert"));
        assertThat(stage.told())
                .containsExactly(
                        "PERSON_DETECTED WARNING drive replayed",
                        "PERSON_DETECTED WARNING drive live",
                        "DETECTION_ENDED INFO drive live");
    }

    @Test
    void somebody_who_is_gone_before_the_queue_is_through_raises_nothing_afterwards() {
        stage.live(5, "frigate/reviews", review("new", "alert"));
        stage.live(20, "frigate/reviews", review("end", "alert"));
        stage.live(21, "frigate/reviews", review("update", "alert"));
        assertThat(stage.told())
                .containsExactly(
                        "PERSON_DETECTED WARNING drive replayed",
                        "DETECTION_ENDED INFO drive live");
    }

    @Test
    void a_review_that_rises_live_is_told_by_that_alone() {
        stage.live(5, "frigate/reviews", review("new", "detection"));
        stage.live(20, "frigate/reviews", review("update", "alert"));
        stage.live(21, "frigate/reviews", review("update", "alert"));
        assertThat(stage.told())
                .containsExactly(
                        "PERSON_DETECTED INFO drive replayed",
                        "PERSON_DETECTED WARNING drive live");
        assertThat(stage.events().getLast().payload().json()).contains("\"rises\":true");
    }
}
