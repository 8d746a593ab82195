package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import vigilar.PlantedSecrets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/// What a PIN that somebody got from the owner's page is good for, typed at the keypad on the wall.
class PinLimitsHouseTest extends PanelStories {
    private static final String SITTER = PlantedSecrets.plant("84620157");

    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(folder, PanelHouse.USUAL);
    }

    @AfterEach
    void takesThePinAway() {
        assertThat(house.posts("/alarm/pins/remove", Map.of("name", "sitter"))).isEqualTo(303);
    }

    private void hasPin(Map<String, String> limits) {
        var form = new HashMap<>(Map.of("name", "sitter", "pin", SITTER));
        for (var day : DayOfWeek.values()) {
            form.put("on_" + day, "yes");
        }
        form.putAll(limits);
        assertThat(house.posts("/alarm/pins", form)).isEqualTo(303);
    }

    private String outcome(String mode) {
        return house.asks(mode, SITTER).path("reason").asString("");
    }

    private ZonedDateTime now() {
        return house.clock.instant().atZone(ZoneId.systemDefault());
    }

    private void passesUntil(ZonedDateTime then) {
        house.passes(Duration.between(now(), then).toSeconds());
    }

    @Test
    void a_pin_with_a_last_day_disarms_on_it_and_not_on_the_next() {
        var lastDay = now().plusDays(2).toLocalDate();
        hasPin(Map.of("disarms", "yes", "last_day", lastDay.toString()));
        passesUntil(lastDay.atTime(LocalTime.of(23, 59)).atZone(ZoneId.systemDefault()));
        house.arms("ARMED_HOME");
        assertThat(outcome("DISARMED")).isEqualTo("done");
        house.stands("DISARMED");
        assertThat(house.by()).isEqualTo("sitter");
        house.arms("ARMED_HOME");
        house.passes(60);
        assertThat(outcome("DISARMED")).isEqualTo("not_allowed");
        house.looks();
        house.stands("ARMED_HOME");
        assertThat(house.said()).containsExactly("ARMED", "DISARMED", "ARMED");
        assertThat(house.event("PIN_NOT_ALLOWED").path("why").asString(""))
                .contains("sitter", "might until " + lastDay);
        assertThat(house.states())
                .containsExactly("DISARMED", "ARMED_HOME", "DISARMED", "ARMED_HOME");
    }

    @Test
    void a_pin_for_arming_home_arms_home_and_nothing_else_and_does_not_disarm() {
        hasPin(Map.of("arms_HOME", "yes"));
        assertThat(outcome("ARMED_AWAY")).isEqualTo("not_allowed");
        assertThat(outcome("ARMED_NIGHT")).isEqualTo("not_allowed");
        assertThat(house.said()).isEmpty();
        assertThat(outcome("ARMED_HOME")).isEqualTo("done");
        house.stands("ARMED_HOME");
        assertThat(house.by()).isEqualTo("sitter");
        assertThat(outcome("DISARMED")).isEqualTo("not_allowed");
        house.looks();
        assertThat(house.said()).containsExactly("ARMED");
        assertThat(house.events("system", "PIN_NOT_ALLOWED"))
                .extracting(it -> it.path("why").asString(""))
                .hasSize(3)
                .anyMatch(it -> it.contains("may not arm AWAY"))
                .anyMatch(it -> it.contains("may not disarm"));
        assertThat(house.states()).containsExactly("DISARMED", "ARMED_HOME");
    }

    @Test
    void a_pin_for_the_night_arms_and_disarms_at_night_over_midnight_only() {
        hasPin(
                Map.of(
                        "arms_NIGHT", "yes",
                        "disarms", "yes",
                        "from", "22:00",
                        "to", "06:00"));
        passesUntil(now().plusDays(1).with(LocalTime.of(21, 59)));
        assertThat(outcome("ARMED_NIGHT")).isEqualTo("not_allowed");
        house.passes(60);
        assertThat(outcome("ARMED_NIGHT")).isEqualTo("done");
        house.stands("ARMED_NIGHT");
        house.passes(Duration.ofHours(8).toSeconds() - 60);
        assertThat(outcome("DISARMED")).isEqualTo("done");
        house.stands("DISARMED");
        house.arms("ARMED_NIGHT");
        house.passes(60);
        assertThat(outcome("DISARMED")).isEqualTo("not_allowed");
        house.stands("ARMED_NIGHT");
        assertThat(house.said()).containsExactly("ARMED", "DISARMED", "ARMED");
    }
}
