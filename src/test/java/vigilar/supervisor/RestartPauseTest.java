package vigilar.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

class RestartPauseTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "4,8", "5,16", "6,32", "7,60", "8,60", "1000000,60"})
    void the_pause_doubles_from_one_second_to_a_minute(int failures, int seconds) {
        assertThat(RestartPause.after(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void after_a_healthy_minute_old_failures_are_forgotten() {
        assertThat(RestartPause.failures(5, Duration.ofSeconds(61))).isEqualTo(1);
        assertThat(RestartPause.failures(5, Duration.ofSeconds(59))).isEqualTo(6);
    }
}
