package vigilar.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a push waits before it is tried again.
class RetryPauseTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, 5",
        "2, 10",
        "3, 20",
        "4, 40",
        "5, 80",
        "6, 160",
        "7, 320",
        "8, 640",
        "9, 900",
        "10, 900",
        "11, 900",
        "12, 900",
        "100, 900",
        "2147483647, 900",
    })
    void each_pause_is_twice_the_one_before_up_to_a_quarter_of_an_hour(int tries, long seconds) {
        assertThat(RetryPause.after(tries, Optional.empty()))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4, 5", // less than we would wait anyway
        "1, 5, 5",
        "1, 6, 6",
        "4, 39, 40",
        "4, 41, 41",
        "9, 600, 900",
        "9, 901, 901",
        "1, 21599, 21599",
        "1, 21600, 21600", // 6 h
        "1, 21601, 21600",
        "1, 999999999, 21600",
    })
    void a_service_may_ask_for_a_longer_pause_of_up_to_six_hours(
            int tries, long asked, long seconds) {
        assertThat(RetryPause.after(tries, Optional.of(Duration.ofSeconds(asked))))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120                           | 120",
                "0                             | 0",
                "999999999                     | 999999999",
                "Tue, 24 Nov 2026 12:10:00 GMT | 600",
                "Tue, 24 Nov 2026 23:00:00 GMT | 39600",
                "Tue, 24 Nov 2026 11:59:59 GMT | ", // over already
                "Tue, 24 Nov 2026 12:00:00 GMT | ",
                "Mon, 24 Nov 2026 12:10:00 GMT | ", // no such day
                "9999999999                    | ", // longer than any number we take
                "-5                            | ",
                "1.5                           | ",
                "soon                          | ",
                "''                            | ",
            })
    void it_is_asked_for_in_seconds_or_as_a_date_and_other_words_ask_for_nothing(
            String words, Long seconds) throws IOException {
        for (var status : new int[] {429, 503}) {
            assertThat(answer(status, words))
                    .isEqualTo(
                            new Answer.NotNow(
                                    "the service answered " + status,
                                    Optional.ofNullable(seconds).map(Duration::ofSeconds)));
        }
    }

    private static Answer answer(int status, String retryAfter) throws IOException {
        var head = "HTTP/1.1 %d Later\r\nRetry-After: %s\r\n\r\n".formatted(status, retryAfter);
        var bytes = head.getBytes(StandardCharsets.US_ASCII);
        return AnswerHead.read(new ByteArrayInputStream(bytes)).answer(NOON);
    }
}
