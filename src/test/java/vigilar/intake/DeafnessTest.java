package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// When a house that hears nobody should say so, second by second.
class DeafnessTest {
    private final Deafness deafness = new Deafness(at(0));

    private static long at(long second) {
        return TimeUnit.SECONDS.toNanos(second);
    }

    /// It was heard for long, and then no more.
    private void isDeafFrom(long second) {
        deafness.hears(at(second - 1));
        deafness.isDeaf(at(second));
    }

    /// @return when it is told first; -1: never
    private long toldIn(long until, long heardSeconds, long deafSeconds) {
        for (long second = 0; second < until; second++) {
            if (second % (heardSeconds + deafSeconds) < heardSeconds) {
                deafness.hears(at(second));
            } else {
                deafness.isDeaf(at(second));
            }
            if (deafness.untold(at(second)).isPresent()) {
                return second;
            }
        }
        return -1;
    }

    @Test
    void a_broker_that_is_back_within_a_minute_is_no_alert() {
        isDeafFrom(100);
        deafness.isDeaf(at(150));
        assertThat(deafness.untold(at(160) - 1)).isEmpty();
        assertThat(deafness.untold(at(160)))
                .contains(new Deafness.Untold(at(100), Duration.ofMinutes(1)));
        deafness.hears(at(165));
        assertThat(deafness.untold(at(170))).isEmpty();
    }

    @Test
    void a_house_that_has_heard_nobody_since_its_start_says_so_after_a_minute() {
        deafness.isDeaf(at(1));
        assertThat(deafness.untold(at(60))).isEmpty();
        assertThat(deafness.untold(at(61))).isPresent();
    }

    @Test
    void a_link_that_is_up_for_a_second_again_and_again_is_told_like_one_that_is_down() {
        assertThat(toldIn(600, 1, 5)).isBetween(60L, 80L);
    }

    @Test
    void a_link_that_two_houses_take_from_each_other_all_the_time_is_told() {
        assertThat(toldIn(600, 5, 5)).isBetween(110L, 130L);
    }

    @Test
    void a_link_that_breaks_now_and_then_and_holds_in_between_is_no_alert() {
        assertThat(toldIn(36_000, 40, 20)).isEqualTo(-1);
    }

    @Test
    void what_was_told_is_told_again_only_after_devices_were_heard_for_long() {
        isDeafFrom(100);
        deafness.wasTold(deafness.untold(at(160)).orElseThrow());
        deafness.hears(at(161));
        deafness.isDeaf(at(190));
        assertThat(deafness.untold(at(900))).isEmpty();
        deafness.hears(at(901));
        assertThat(deafness.heardSince()).isEmpty();
        deafness.hears(at(931));
        assertThat(deafness.heardSince()).hasValue(at(901));
        deafness.isDeaf(at(940));
        assertThat(deafness.untold(at(999))).isEmpty();
        assertThat(deafness.untold(at(1000))).isPresent();
    }

    @Test
    void an_outage_that_began_while_the_one_before_was_told_is_told_as_well() {
        isDeafFrom(100);
        var slow = deafness.untold(at(160)).orElseThrow();
        deafness.hears(at(161));
        deafness.isDeaf(at(200));
        deafness.wasTold(slow);
        assertThat(deafness.untold(at(260)))
                .contains(new Deafness.Untold(at(200), Duration.ofMinutes(1)));
    }
}
