package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.PlantedSecrets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/// What an owner's page says of a PIN holds at the keypad.
class LimitedPinTest extends PanelStories {
    private static final String GUEST = PlantedSecrets.plant("246813");

    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(folder, PanelHouse.USUAL);
    }

    private String outcome(String mode) {
        return house.asks(mode, GUEST).path("reason").asString("");
    }

    private void gives(Map<String, String> limits) {
        var form = new HashMap<>(limits);
        form.putAll(Map.of("name", "guest", "pin", GUEST));
        for (var day : DayOfWeek.values()) {
            form.put("on_" + day, "yes");
        }
        assertThat(house.posts("/alarm/pins", form)).isEqualTo(303);
    }

    private void forgets() {
        assertThat(house.posts("/alarm/pins/remove", Map.of("name", "guest"))).isEqualTo(303);
    }

    private LocalDate today() {
        return house.clock.instant().atZone(ZoneId.systemDefault()).toLocalDate();
    }

    @Test
    void a_guests_pin_holds_to_the_end_of_its_last_day_and_no_longer() {
        var midnight = today().plusDays(1).atTime(LocalTime.MIN).atZone(ZoneId.systemDefault());
        gives(Map.of("disarms", "yes", "last_day", today().toString()));
        house.arms("ARMED_HOME");
        assertThat(outcome("DISARMED")).isEqualTo("done");
        house.arms("ARMED_HOME");
        house.passes(Duration.between(house.clock.instant(), midnight).toSeconds() + 1);
        assertThat(outcome("DISARMED")).isEqualTo("not_allowed");
        house.looks();
        assertThat(house.states()).endsWith("ARMED_HOME");
        assertThat(house.events("system", "PIN_NOT_ALLOWED")).hasSize(1);
        forgets();
    }

    @Test
    void a_pin_that_may_arm_for_the_night_arms_nothing_else_and_disarms_nothing() {
        gives(Map.of("arms_NIGHT", "yes"));
        assertThat(outcome("ARMED_AWAY")).isEqualTo("not_allowed");
        assertThat(outcome("ARMED_HOME")).isEqualTo("not_allowed");
        assertThat(outcome("ARMED_NIGHT")).isEqualTo("done");
        house.stands("ARMED_NIGHT");
        assertThat(house.by()).isEqualTo("guest");
        assertThat(outcome("DISARMED")).isEqualTo("not_allowed");
        house.looks();
        assertThat(house.states()).containsExactly("DISARMED", "ARMED_NIGHT");
        forgets();
    }
}
