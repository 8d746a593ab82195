package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// A fire is not over because something old says so, and the next one is told all the same.
class DoubtfulEndTest extends OnStage {
    private static final String KITCHEN = "zigbee2mqtt/kitchen";

    private List<String> told(String type) {
        return stage.told().stream()
                .filter(it -> it.startsWith(type + " "))
                .map(it -> it.substring(type.length() + 1).replace(" kitchen", ""))
                .toList();
    }

    /// Its cache may be of before the fire, and the detector said its one word already.
    @ParameterizedTest
    @CsvSource({"smoke, SMOKE", "gas, GAS", "carbon_monoxide, CARBON_MONOXIDE"})
    void a_fire_is_not_over_because_zigbee2mqtt_or_the_broker_repeats_that_there_was_none(
            String field, String type) {
        var danger = "{\"%s\":true}".formatted(field);
        var none = "{\"%s\":false}".formatted(field);
        stage.live(LATER, KITCHEN, danger);
        stage.live(200, "zigbee2mqtt/bridge/state", "online");
        stage.live(203, KITCHEN, none);
        stage.retained(204, KITCHEN, none);
        stage.restart();
        stage.live(3, KITCHEN, none);
        assertThat(stage.told()).containsExactly(type + " CRITICAL kitchen live");
        stage.live(60, KITCHEN, none);
        assertThat(told(type + "_CLEARED")).containsExactly("INFO live");
        stage.live(70, KITCHEN, danger);
        assertThat(told(type)).hasSize(2);
    }

    /// It was over, and only the cache said so.
    @ParameterizedTest
    @CsvSource({"smoke, SMOKE", "gas, GAS", "carbon_monoxide, CARBON_MONOXIDE"})
    void another_fire_is_told_although_the_end_of_the_one_before_was_only_repeated(
            String field, String type) {
        var danger = "{\"%s\":true}".formatted(field);
        stage.live(LATER, KITCHEN, danger);
        stage.live(200, "zigbee2mqtt/bridge/state", "online");
        stage.live(203, KITCHEN, "{\"%s\":false}".formatted(field));
        stage.live(300, KITCHEN, danger);
        stage.live(310, KITCHEN, danger);
        assertThat(told(type)).containsExactly("CRITICAL live", "CRITICAL live");
    }

    /// It spoke on change only, and nobody has heard any of it yet.
    @ParameterizedTest
    @CsvSource({"smoke, SMOKE", "gas, GAS", "carbon_monoxide, CARBON_MONOXIDE"})
    void another_fire_that_waited_in_the_broker_with_the_end_of_the_one_before_is_told(
            String field, String type) {
        var danger = "{\"%s\":true}".formatted(field);
        var none = "{\"%s\":false}".formatted(field);
        stage.live(LATER, KITCHEN, none);
        stage.restart();
        stage.live(3, KITCHEN, danger);
        stage.live(4, KITCHEN, none);
        stage.restart(); // what was acknowledged does not come again
        stage.live(5, KITCHEN, danger);
        stage.live(6, KITCHEN, danger);
        stage.live(LATER, KITCHEN, danger);
        assertThat(told(type)).containsExactly("CRITICAL live", "CRITICAL live");
        assertThat(stage.events().getLast().origin().why()).contains("not so when last heard");
        assertThat(told(type + "_CLEARED")).isEmpty();
    }

    @Test
    void a_kept_copy_of_a_fire_that_was_told_is_no_second_one_whoever_repeats_that_it_was_over() {
        var danger = "{\"smoke\":true}";
        var none = "{\"smoke\":false}";
        stage.live(LATER, KITCHEN, danger);
        for (int life = 0; life < 2; life++) {
            stage.restart();
            stage.retained(0, KITCHEN, none); // of before the fire
            stage.live(1, "zigbee2mqtt/bridge/state", "online");
            stage.live(3, KITCHEN, danger);
        }
        stage.restart();
        stage.live(3, KITCHEN, none);
        stage.retained(4, KITCHEN, danger);
        assertThat(told("SMOKE")).containsExactly("CRITICAL live");
    }

    @Test
    void a_fire_whose_end_was_only_repeated_is_told_again_once_and_not_with_each_start() {
        var danger = "{\"smoke\":true}";
        stage.live(LATER, KITCHEN, danger);
        stage.restart();
        stage.live(3, KITCHEN, "{\"smoke\":false}");
        stage.live(LATER, KITCHEN, danger);
        stage.restart();
        stage.live(3, KITCHEN, danger);
        stage.live(200, "zigbee2mqtt/bridge/state", "online");
        stage.live(203, KITCHEN, danger);
        assertThat(told("SMOKE")).containsExactly("CRITICAL live", "CRITICAL live");
    }
}
