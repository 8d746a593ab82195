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

    /// Stored at :06 true time after the clock was set back by 20 s; the house is off for 26 s.
    @Test
    void a_wall_clock_that_was_set_back_by_less_than_the_house_was_off_makes_nothing_later() {
        var back = Duration.ofSeconds(20);
        var wall = STORED.minus(back).plusSeconds(26);
        assertThat(begins(wall, back)).isEqualTo(STORED.plusSeconds(26));
    }

    /// It cannot be told from one that is still wrong in a house that was off for longer: an alarm
    /// may come early by that, and none comes late.
    @Test
    void a_wall_clock_that_was_set_back_and_is_right_again_makes_nothing_later() {
        assertThat(begins(STORED.plusSeconds(5), HOUR)).isEqualTo(STORED.plus(HOUR).plusSeconds(5));
    }

    @Test
    void a_wall_clock_that_was_set_ahead_makes_nothing_earlier() {
        var wall = STORED.plus(HOUR).plusSeconds(5);
        assertThat(begins(wall, HOUR.negated())).isEqualTo(STORED.plusSeconds(5));
    }

    @Test
    void a_wall_clock_that_was_set_ahead_and_is_right_again_makes_nothing_later() {
        assertThat(begins(STORED.plusSeconds(5), HOUR.negated())).isEqualTo(STORED.plusSeconds(5));
    }
}
