package vigilar.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Each contender is measured as fast as it goes.
class LimitTest {
    private static final int VIEWERS = 1_000;

    private static Outcome outcome(double offered, double delivered, long missing) {
        return new Outcome(offered, offered, delivered, missing, 0, 0, 1, 1, 1, 1);
    }

    @Test
    void one_that_breaks_down_is_measured_just_before_it_does() {
        double offer =
                new Limit(2.5, 1.2, false)
                        .offer(VIEWERS, it -> outcome(it, it > 5.5 ? 0 : it * VIEWERS, 0));
        assertThat(offer).isBetween(4.5, 5.5);
    }

    @Test
    void one_that_goes_on_at_its_limit_is_measured_there() {
        double offer =
                new Limit(100, 1.25, true)
                        .offer(VIEWERS, it -> outcome(it, Math.min(it * VIEWERS, 300_000 - it), 0));
        assertThat(offer).isBetween(300.0, 390.0);
    }

    @Test
    void falling_behind_once_does_not_end_the_search() {
        var seen = new ArrayList<Double>();
        double offer =
                new Limit(1, 2, false)
                        .offer(
                                VIEWERS,
                                it -> {
                                    seen.add(it);
                                    boolean unlucky = seen.size() == 2;
                                    return outcome(it, unlucky || it > 8 ? 500 : it * VIEWERS, 0);
                                });
        assertThat(offer).isCloseTo(8, within(0.001));
        assertThat(seen).containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 32.0);
    }

    @Test
    void what_was_lost_does_not_count_for_the_house() {
        var lossy = new Limit(1, 2, true);
        assertThat(lossy.offer(VIEWERS, it -> outcome(it, it * VIEWERS, it > 2 ? 1 : 0)))
                .isCloseTo(2, within(0.001));
    }

    @Test
    void who_may_lose_nothing_is_measured_a_step_below_what_was_whole_once() {
        assertThat(new Limit(100, 2, true).surely(400)).isCloseTo(200, within(0.001));
        assertThat(new Limit(100, 2, true).surely(100)).isCloseTo(100, within(0.001));
        assertThat(new Limit(100, 2, false).surely(400)).isCloseTo(400, within(0.001));
    }

    @Test
    void one_that_takes_nothing_is_measured_at_the_first_offer_and_shows_no_times() {
        assertThat(new Limit(3, 2, true).offer(VIEWERS, it -> outcome(it, 0, 9)))
                .isCloseTo(3, within(0.001));
        var readings = Quantities.ofRuns("figure", "idle", List.of(outcome(3, 0, 9)));
        assertThat(readings)
                .extracting(Reading::quantity)
                .contains("delivered", "not delivered")
                .doesNotContain("p50", "p99", "CPU per delivery");
    }
}
