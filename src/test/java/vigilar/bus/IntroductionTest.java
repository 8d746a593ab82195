package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntroductionTest {
    @ParameterizedTest(name = "{0} s are kept for {1} s")
    @CsvSource({
        "0, 0",
        "3600, 3600",
        "2147483, 2147483",
        "2147484, 2147483",
        "2592000, 2147483",
        "2147483647, 2147483",
        "-1, -1"
    })
    void a_session_of_a_month_is_kept_for_weeks_and_one_for_ever_for_ever(int asked, int kept) {
        assertThat(Introduction.expiry(asked)).isEqualTo(kept);
    }
}
