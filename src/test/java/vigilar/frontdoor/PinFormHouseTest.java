package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import vigilar.PlantedSecrets;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.HashMap;
import java.util.Map;

/// The form in which an owner gives a PIN, refused and sent again, and for another PIN of somebody
/// who has one.
class PinFormHouseTest extends PanelStories {
    private static final String CLEANERS = PlantedSecrets.plant("73019464");
    private static final String OTHER = PlantedSecrets.plant("58260317");
    private static final String THREAT = PlantedSecrets.plant("58260318");
    private static final String FORM = "<form method=\"post\" action=\"/alarm/pins\">";

    @Override
    PanelHouse build(Path folder) throws IOException {
        return PanelHouse.start(folder, PanelHouse.USUAL);
    }

    @AfterEach
    void isAsBefore() {
        house.posts("/alarm/pins/remove", Map.of("name", "cleaner"));
        assertThat(gives("anna", KeypadHouse.PIN, KeypadHouse.THREAT)).isEqualTo(303);
    }

    private static Map<String, String> always() {
        var form = new HashMap<>(Map.of("disarms", "yes"));
        for (var mode : new String[] {"HOME", "AWAY", "NIGHT"}) {
            form.put("arms_" + mode, "yes");
        }
        for (var day : DayOfWeek.values()) {
            form.put("on_" + day, "yes");
        }
        return form;
    }

    private static Map<String, String> oneMorning() {
        return new HashMap<>(
                Map.of(
                        "name", "cleaner",
                        "disarms", "yes",
                        "on_TUESDAY", "yes",
                        "from", "09:00",
                        "to", "12:00",
                        "last_day", "2031-12-24",
                        "once", "yes"));
    }

    /// In the place of the one they have.
    private int gives(String name, String pin, String duress) {
        var form = new HashMap<>(always());
        form.putAll(Map.of("name", name, "instead", "yes", "pin", pin, "duress", duress));
        return house.posts("/alarm/pins", form);
    }

    private String outcome(String mode, String pin) {
        return house.asks(mode, pin).path("reason").asString("");
    }

    @Test
    void a_pin_that_was_refused_is_given_the_second_time_with_what_was_chosen_the_first() {
        var form = oneMorning();
        form.put("pin", KeypadHouse.PIN);
        form.put("duress", THREAT);
        var refused = house.answer("/alarm/pins", form);
        assertThat(refused)
                .contains("That PIN is taken", "each PIN has to be typed anew")
                .contains("Type it anew, too: left empty, there is none.")
                .doesNotContain(KeypadHouse.PIN, THREAT);
        assertThat(refused.split("<details open>", -1)).as("nothing is folded away").hasSize(3);
        var again = FormOnPage.read(refused, FORM);
        var chosen = oneMorning();
        chosen.putAll(Map.of("pin", "", "duress", ""));
        assertThat(again).isEqualTo(chosen);
        again.put("pin", CLEANERS);
        assertThat(house.posts("/alarm/pins", again)).isEqualTo(303);
        assertThat(house.sees("/alarm/pins"))
                .contains("disarms, Tue, 09:00 to 12:00, until 2031-12-24, once</small>");
    }

    @Test
    void a_name_a_pin_or_a_day_that_is_none_comes_back_with_all_that_was_right() {
        for (var wrong :
                new String[][] {{"name", "the cleaner!"}, {"pin", "12"}, {"duress", "x"}}) {
            var form = oneMorning();
            form.put("pin", CLEANERS);
            form.put(wrong[0], wrong[1]);
            var again = FormOnPage.read(house.answer("/alarm/pins", form), FORM);
            assertThat(again).containsEntry("name", form.get("name"));
            assertThat(again).containsEntry("to", "12:00").doesNotContainKey("on_MONDAY");
            assertThat(again).doesNotContainKey("arms_AWAY");
        }
        var form = oneMorning();
        form.putAll(Map.of("pin", CLEANERS, "from", "nine"));
        assertThat(FormOnPage.read(house.answer("/alarm/pins", form), FORM))
                .containsEntry("from", "nine");
        assertThat(FormOnPage.read(house.sees("/alarm/pins"), FORM))
                .as("but not for the next one who comes")
                .containsEntry("name", "")
                .containsKey("arms_AWAY");
    }

    @Test
    void whoever_has_the_only_pin_that_always_disarms_gets_another_one() {
        var form = oneMorning();
        form.put("pin", CLEANERS);
        assertThat(house.posts("/alarm/pins", form)).isEqualTo(303);
        house.arms("ARMED_HOME");
        assertThat(gives("anna", OTHER, "")).isEqualTo(303);
        assertThat(outcome("DISARMED", KeypadHouse.PIN)).isEqualTo("wrong_pin");
        assertThat(outcome("DISARMED", KeypadHouse.THREAT)).isEqualTo("wrong_pin");
        assertThat(outcome("DISARMED", OTHER)).isEqualTo("done");
        assertThat(house.by()).isEqualTo("anna");
        assertThat(house.events("system", "PIN_CHANGED").getLast().path("severity").asString(""))
                .isEqualTo("WARNING");
    }

    @Test
    void the_form_for_another_pin_begins_with_what_the_one_has_and_may_be_sent_with_the_same() {
        var form = oneMorning();
        form.putAll(Map.of("pin", CLEANERS, "duress", THREAT));
        assertThat(house.posts("/alarm/pins", form)).isEqualTo(303);
        var page = house.sees("/alarm/pins?for=cleaner");
        assertThat(page).contains("Another PIN for cleaner", "Type it anew, too");
        var another = FormOnPage.read(page, FORM);
        var expected = oneMorning();
        expected.putAll(Map.of("instead", "yes", "pin", "", "duress", ""));
        assertThat(another).isEqualTo(expected);
        another.put("pin", CLEANERS);
        another.put("to", "13:00");
        assertThat(house.posts("/alarm/pins", another)).isEqualTo(303);
        assertThat(house.sees("/alarm/pins"))
                .contains("disarms, Tue, 09:00 to 13:00, until 2031-12-24, once</small>");
    }

    @Test
    void another_pin_leaves_no_house_without_one_that_always_disarms_and_the_old_one_holds() {
        var form = oneMorning();
        form.putAll(Map.of("name", "anna", "instead", "yes", "pin", OTHER));
        var refused = house.answer("/alarm/pins", form);
        assertThat(refused).contains("First give a PIN that always disarms");
        assertThat(FormOnPage.read(refused, FORM)).containsEntry("instead", "yes");
        house.arms("ARMED_HOME");
        assertThat(outcome("DISARMED", OTHER)).isEqualTo("wrong_pin");
        assertThat(outcome("DISARMED", KeypadHouse.PIN)).isEqualTo("done");
    }

    @Test
    void a_pin_is_not_taken_from_somebody_by_giving_one_to_another_of_that_name() {
        var form = new HashMap<>(always());
        form.putAll(Map.of("name", "anna", "pin", OTHER));
        assertThat(house.answer("/alarm/pins", form)).contains("Anna has a PIN");
        form.putAll(Map.of("name", "cleaner", "instead", "yes"));
        var gone = house.answer("/alarm/pins", form);
        assertThat(gone).contains("Nobody of that name has a PIN");
        assertThat(FormOnPage.read(gone, FORM)).doesNotContainKey("instead");
        house.arms("ARMED_HOME");
        assertThat(outcome("DISARMED", KeypadHouse.PIN)).isEqualTo("done");
    }
}
