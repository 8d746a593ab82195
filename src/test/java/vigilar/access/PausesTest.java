package vigilar.access;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;

class PausesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T18:00:00Z");

    @ParameterizedTest
    @CsvSource({"0,0", "4,0", "5,30", "6,60", "7,120", "8,240", "9,480", "10,900", "1000,900"})
    void the_pause_grows_with_the_failures_up_to_a_quarter_of_an_hour(int failures, int seconds) {
        assertThat(Pauses.ACCOUNT_AND_ADDRESS.after(failures)).hasSeconds(seconds);
    }

    @Property
    void whatever_the_clock_says_nobody_waits_longer_than_the_longest_pause(
            @ForAll @IntRange(min = 0) int failures, @ForAll int secondsOff) {
        var left = Pauses.ACCOUNT_FROM_STRANGERS.left(failures, NOW.plusSeconds(secondsOff), NOW);
        assertThat(left).isLessThanOrEqualTo(Duration.ofMinutes(15));
    }

    @Property
    void one_more_failure_never_shortens_the_pause(
            @ForAll @IntRange(min = 0, max = 1_000_000) int failures) {
        assertThat(Pauses.ADDRESS.after(failures + 1))
                .isGreaterThanOrEqualTo(Pauses.ADDRESS.after(failures));
    }
}
