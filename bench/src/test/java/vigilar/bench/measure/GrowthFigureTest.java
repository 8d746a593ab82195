package vigilar.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Cost that grows with the crowd or the store is told as missed.
class GrowthFigureTest {
    private static final String DELIVERY = "CPU per delivery";

    private static Reading reading(String contender, String quantity, double value) {
        return Reading.once("growth", contender, quantity, "", value);
    }

    private static List<String> judged(Reading... readings) {
        return new GrowthFigure()
                .targets().stream()
                        .flatMap(it -> it.judge("growth", List.of(readings)).stream())
                        .filter(it -> it.verdict() != Judgement.Verdict.NOT_MEASURED)
                        .filter(it -> !it.says().contains("; there is no"))
                        .map(Judgement::toString)
                        .toList();
    }

    @Test
    void a_delivery_that_becomes_cheaper_with_the_crowd_is_well() {
        assertThat(
                        judged(
                                reading("viewers: 1", DELIVERY, 4_800),
                                reading("viewers: 100", DELIVERY, 44),
                                reading("viewers: 10,000", DELIVERY, 11)))
                .hasSize(3)
                .allMatch(it -> it.startsWith("reached"));
    }

    @Test
    void a_delivery_that_costs_thrice_with_a_hundred_viewers_is_missed() {
        assertThat(
                        judged(
                                reading("viewers: 1", DELIVERY, 10),
                                reading("viewers: 100", DELIVERY, 30),
                                reading("viewers: 10,000", DELIVERY, 19)))
                .filteredOn(it -> it.startsWith("MISSED"))
                .singleElement()
                .asString()
                .contains("viewers: 100 ", "viewers: 1,", "3.00 ×");
    }

    @Test
    void a_page_that_takes_seven_times_as_long_of_ten_million_events_is_missed() {
        assertThat(
                        judged(
                                reading("a hundredth of the events", "a page of one source", 1.6),
                                reading("a tenth of the events", "a page of one source", 1.7),
                                reading("all of the events", "a page of one source", 11.7)))
                .filteredOn(it -> it.startsWith("MISSED"))
                .hasSize(2)
                .anyMatch(it -> it.contains("7.31 ×"));
    }
}
