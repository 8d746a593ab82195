package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What is given up at once is told in as few parts as it has.
class GivenUpTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "'', ''",
                "1 2 no, 1 2 no",
                "1 2 no; 3 4 no, 1 2 no; 3 4 no",
                "3 4 new; 1 2 old, 1 2 old; 3 4 new",
                // those that touch or overlap are one, whatever order they come in
                "1 2 old; 2 3 new, 1 3 new",
                "2 3 new; 1 2 old, 1 3 new",
                "1 5 wide; 2 3 in, 1 5 in",
                "1 2 no; 2 4 no; 4 7 no; 8 9 no, 1 7 no; 8 9 no",
                // whoever has no reason leaves the other's
                "1 2 old; 2 3 -, 1 3 old",
                "1 2 -; 2 3 new, 1 3 new",
                "1 2 -; 2 3 -, 1 3 -"
            })
    void parts_that_touch_are_told_as_one(String given, String told) {
        var all = GivenUp.joined(parts(given));
        assertThat(all).isEqualTo(parts(told));
    }

    private static List<GivenUp> parts(String text) {
        return Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .map(it -> it.split(" "))
                .map(it -> new GivenUp(hour(it[0]), hour(it[1]), it[2].replace("-", "")))
                .collect(Collectors.toList());
    }

    private static Instant hour(String number) {
        return NOON.plusSeconds(3_600 * Long.parseLong(number));
    }
}
