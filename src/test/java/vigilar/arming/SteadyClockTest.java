package vigilar.arming;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/// At which moment a life of the panel begins, by what the wall clock shows then.
class SteadyClockTest {
    private static final Instant STORED = Instant.parse("2026-11-26T18:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static Instant begins(Instant wall, Duration ahead) {
        return new SteadyClock(() -> wall, ahead, () -> 0, STORED).instant();
    }

    @Test
    void it_begins_by_the_wall_clock_and_never_before_what_was_stored() {
        assertThat(begins(STORED.plusSeconds(5), Duration.ZERO)).isEqualTo(STORED.plusSeconds(5));
        assertThat(begins(Instant.EPOCH, Duration.ZERO)).isEqualTo(STORED);
    }

    @Test
    void a_wall_clock_that_was_set_back_and_still_is_makes_nothing_later() {
        var wall = STORED.minus(HOUR).plusSeconds(5);
        assertThat(begins(wall, HOUR)).isEqualTo(STORED.plusSeconds(5));
    }

    @Test
    void a_wall_clock_that_was_set_back_and_is_right_again_makes_nothing_earlier() {
        assertThat(begins(STORED.plusSeconds(5), HOUR)).isEqualTo(STORED.plusSeconds(5));
    }

    @Test
    void a_wall_clock_that_was_set_ahead_makes_nothing_earlier() {
        var wall = STORED.plus(HOUR).plusSeconds(5);
        assertThat(begins(wall, HOUR.negated())).isEqualTo(STORED.plusSeconds(5));
        assertThat(begins(STORED.plusSeconds(5), HOUR.negated())).isEqualTo(STORED);
    }
}
