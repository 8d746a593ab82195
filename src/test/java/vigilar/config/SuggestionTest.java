package vigilar.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class SuggestionTest {
    private static final List<String> KNOWN =
            List.of("http", "mqtt", "prefix", "bus.password_file", "web.hosts");

    @ParameterizedTest
    @CsvSource({
        "htpp,http",
        "HTTP,http",
        "perfix,prefix",
        "bus.password-file,bus.password_file",
        "bus.passwordfile,bus.password_file",
        "hosts,web.hosts",
        "umbrella,",
        "x,",
    })
    void a_slip_of_the_pen_is_understood_and_a_guess_is_not_made(String written, String meant) {
        assertThat(Suggestion.near(written, KNOWN).orElse(null)).isEqualTo(meant);
    }
}
