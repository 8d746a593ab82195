package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What EN 50131 and DD 243 ask for, row by row, from what a sensor says to the journal and to what
/// the bus keeps. What a house does only when it is set so stands in [EnLikeHouseTest].
class EuropeanAlarmTest extends PanelStories {
    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(folder, PanelHouse.USUAL);
    }

    @Test
    void an_alarm_lasts_five_minutes_and_the_house_stays_armed() {
        house.isLeft();
        house.opens("window");
        house.closes("window");
        house.stands("TRIGGERED");
        house.passes(299);
        assertThat(house.said()).endsWith("ALARM", "ALARM_REPORTED");
        house.passes(1);
        house.stands("ARMED_AWAY");
        assertThat(house.said()).endsWith("ALARM_REPORTED", "SIREN_ENDED");
        assertThat(house.secondsBetween("ALARM", "SIREN_ENDED")).isEqualTo(300);
        assertThat(house.states())
                .containsExactly("DISARMED", "ARMING", "ARMED_AWAY", "TRIGGERED", "ARMED_AWAY");
    }

    @Test
    void a_second_zone_makes_an_alarm_no_longer_and_smoke_begins_its_time_anew() {
        house.isLeft();
        house.opens("window");
        house.closes("window");
        house.stands("TRIGGERED");
        house.passes(290);
        var end = house.clock.instant().plusSeconds(10);
        house.moves("hall");
        house.says("siren-box/tamper", "{\"value\":true}");
        house.looks();
        assertThat(house.deadline()).isEqualTo(end);
        house.says("kitchen/smoke", "{\"value\":true}");
        house.looks();
        assertThat(house.deadline()).isEqualTo(house.clock.instant().plusSeconds(300));
        house.passes(290);
        house.says("kitchen/smoke", "{\"value\":false}");
        house.says("kitchen/smoke", "{\"value\":true}");
        house.says("kitchen/smoke", "{\"value\":false}");
        house.looks();
        house.passes(299);
        assertThat(house.said()).doesNotContain("SIREN_ENDED");
        house.passes(1);
        house.stands("ARMED_AWAY");
        assertThat(house.secondsBetween("ALARM", "SIREN_ENDED")).isEqualTo(290 + 290 + 300);
    }

    @Test
    void whoever_disarms_while_it_still_smokes_sees_that_it_does() {
        house.says("kitchen/smoke", "{\"value\":true}");
        house.stands("TRIGGERED");
        house.disarms();
        assertThat(house.sees("/alarm")).contains("kitchen.smoke still tells of danger.");
        house.says("kitchen/smoke", "{\"value\":false}");
        house.looks();
        assertThat(house.sees("/alarm")).doesNotContain("still tells of danger");
    }

    @Test
    void smoke_that_goes_on_is_an_alarm_when_the_siren_is_over_and_until_it_is_clear() {
        house.says("kitchen/smoke", "{\"value\":true}");
        house.stands("TRIGGERED");
        house.clock.passes(Duration.ofMinutes(5));
        Await.until(
                "the siren has had its time",
                Duration.ofSeconds(20),
                () -> house.said().contains("DANGER_GOES_ON"));
        house.clock.passes(Duration.ofHours(1));
        house.says("kitchen/smoke", "{\"value\":false}");
        house.stands("DISARMED");
        assertThat(house.said()).endsWith("DANGER_GOES_ON", "ALARM_OVER");
        assertThat(house.states()).containsExactly("DISARMED", "TRIGGERED", "DISARMED");
    }

    @Test
    void a_window_that_is_open_for_less_than_a_moment_is_an_alarm() {
        house.isLeft();
        house.opens("window");
        house.closes("window");
        house.looks();
        house.stands("TRIGGERED");
        assertThat(house.said()).containsExactly("ARMING", "ARMED", "ALARM");
    }

    @Test
    void a_second_zone_within_half_an_hour_confirms_the_alarm() {
        house.isLeft();
        house.opens("window");
        house.closes("window");
        house.passes(1_800);
        house.stands("ARMED_AWAY");
        house.moves("hall");
        house.stands("TRIGGERED");
        assertThat(house.said()).endsWith("SIREN_ENDED", "ALARM", "ALARM_CONFIRMED");
        assertThat(house.event("ALARM_CONFIRMED").path("why").asString(""))
                .contains("hall after window, within half an hour");
    }

    @Test
    void a_second_zone_after_more_than_half_an_hour_confirms_nothing() {
        house.isLeft();
        house.opens("window");
        house.closes("window");
        house.passes(1_801);
        house.stands("ARMED_AWAY");
        house.moves("hall");
        house.stands("TRIGGERED");
        house.passes(60);
        assertThat(house.said()).endsWith("SIREN_ENDED", "ALARM", "ALARM_REPORTED");
    }

    @Test
    void what_is_open_lost_low_or_tampered_stands_against_arming_and_the_keypad_names_it() {
        house.says("hall/tamper", "{\"value\":true}");
        house.stands("TRIGGERED"); // tampering is an alarm by itself
        house.disarms();
        house.opens("window");
        house.bay("/availability", "{\"state\":\"offline\"}");
        house.says("door/battery_low", "{\"value\":true}");
        house.looks();
        var answer = house.asks("ARMED_AWAY", "");
        assertThat(answer.path("reason").asString("")).isEqualTo("not_ready");
        assertThat(answer.path("message").asString(""))
                .isEqualTo(
                        "Not armed. Not ready: bay (does not answer), front-door (battery low),"
                                + " hall (tampered with), hall.tamper (open), window (open).");
        assertThat(house.said())
                .containsExactly("ALARM", "DISARMED", "ALARM_CANCELLED", "ARMING_REFUSED");
        assertThat(house.event("ARMING_REFUSED").path("why").asString(""))
                .contains("bay does not answer", "front-door has a low battery", "window is open");
        assertThat(house.states()).containsExactly("DISARMED", "TRIGGERED", "DISARMED");
    }

    @Test
    void who_arms_in_spite_of_an_open_window_is_named_and_it_is_left_out_for_this_once() {
        house.opens("window");
        house.looks();
        assertThat(house.posts("/alarm/arm", Map.of("mode", "away"))).isEqualTo(422);
        assertThat(house.posts("/alarm/arm", Map.of("mode", "away", "force", "yes")))
                .isEqualTo(303);
        house.goesOut();
        house.passes(60);
        house.stands("ARMED_AWAY");
        house.closes("window");
        house.opens("window");
        house.looks();
        assertThat(house.said())
                .containsExactly(
                        "ARMING_REFUSED",
                        "ARMING_OVERRIDDEN",
                        "ZONE_BYPASSED",
                        "ARMING",
                        "ARMED",
                        "NEAR_MISS");
        assertThat(house.event("ARMING_OVERRIDDEN").path("why").asString(""))
                .contains("anna arms AWAY in spite of: window is open");
        assertThat(house.states()).containsExactly("DISARMED", "ARMING", "ARMED_AWAY");
        house.closes("window");
        house.disarms();
        house.isLeft();
        house.opens("window");
        house.stands("TRIGGERED");
    }

    @Test
    void tampering_is_an_alarm_in_a_disarmed_house_too_which_is_disarmed_again_afterwards() {
        house.says("siren-box/tamper", "{\"value\":true}");
        house.stands("TRIGGERED");
        house.says("siren-box/tamper", "{\"value\":false}");
        house.clock.passes(Duration.ofSeconds(299));
        Await.until(
                "it is told outside",
                Duration.ofSeconds(20),
                () -> house.said().contains("ALARM_REPORTED"));
        house.clock.passes(Duration.ofSeconds(1));
        house.stands("DISARMED");
        assertThat(house.said()).containsExactly("ALARM", "ALARM_REPORTED", "ALARM_OVER");
        assertThat(house.states()).containsExactly("DISARMED", "TRIGGERED", "DISARMED");
    }

    @Test
    void after_ten_wrong_pins_none_is_looked_at_for_half_a_minute_and_then_for_twice_as_long() {
        house.arms("ARMED_HOME");
        for (int n = 1; n <= 9; n++) {
            var answer = house.asks("DISARMED", KeypadHouse.NOBODYS);
            assertThat(answer.path("reason").asString("")).isEqualTo("wrong_pin");
        }
        assertThat(house.asks("DISARMED", KeypadHouse.NOBODYS).path("wait_s").asInt())
                .isEqualTo(30);
        var waits = house.asks("DISARMED", KeypadHouse.PIN);
        assertThat(waits.path("reason").asString("")).as("the right one too").isEqualTo("locked");
        house.passes(31);
        assertThat(house.asks("DISARMED", KeypadHouse.NOBODYS).path("wait_s").asInt())
                .isEqualTo(60);
        house.passes(61);
        assertThat(house.states()).containsExactly("DISARMED", "ARMED_HOME");
        house.disarms();
        house.stands("DISARMED");
        assertThat(house.events("system", "WRONG_PIN")).hasSize(11);
    }

    @Test
    void a_code_has_four_to_eight_digits() {
        for (var digits : new String[] {"123", "123456789", "12a4"}) {
            var answer = house.asks("ARMED_HOME", digits);
            assertThat(answer.path("message").asString("")).contains("pin: 4 to 8 digits");
            assertThat(answer.path("done").asBoolean()).isFalse();
        }
        assertThat(house.said()).isEmpty();
    }

    @Test
    void each_leap_of_the_clock_stands_in_the_log() {
        for (var leap : List.of(Duration.ofSeconds(61), Duration.ofSeconds(-61))) {
            house.clock.isSetTo(house.clock.instant().plus(leap));
            Await.until("it is told", PanelHouse.SOON, () -> leaps().contains(leap.toSeconds()));
        }
        // others may have set it, too, a moment ago
        assertThat(leaps()).containsOnlyOnce(61L, -61L);
    }

    private List<Long> leaps() {
        return house.events("system", "CLOCK_SET").stream()
                .map(it -> it.path("payload").path("seconds").asLong())
                .toList();
    }

    @Test
    void a_clock_that_somebody_sets_moves_no_deadline_and_the_countdown_goes_on() {
        house.isLeft();
        house.opens("door");
        house.passes(10);
        house.counts(20);
        var clock = house.clock;
        clock.isSetTo(clock.instant().plus(Duration.ofHours(1)));
        house.shows(20);
        house.passes(1);
        house.counts(19);
        clock.isSetTo(clock.instant().minus(Duration.ofDays(1)));
        house.shows(19);
        house.passes(1);
        house.counts(18);
        house.passes(17);
        house.counts(1);
        house.passes(1);
        house.stands("TRIGGERED");
        clock.isSetTo(clock.instant().plus(Duration.ofHours(23)));
        house.passes(29);
        assertThat(house.said()).containsExactly("ARMING", "ARMED", "ENTRY_DELAY", "ALARM");
        house.passes(1);
        assertThat(house.said()).endsWith("ALARM", "ALARM_REPORTED");
        assertThat(house.states())
                .containsExactly("DISARMED", "ARMING", "ARMED_AWAY", "PENDING", "TRIGGERED");
    }
}
