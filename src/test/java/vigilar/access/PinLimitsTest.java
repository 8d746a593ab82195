package vigilar.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.access.PinLimits.Want;
import vigilar.arming.Mode;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

class PinLimitsTest {
    private static PinLimits limits(String days, String from, String to, String last) {
        return new PinLimits(
                Set.of(Mode.AWAY),
                true,
                Arrays.stream(days.split(" ")).map(DayOfWeek::valueOf).collect(Collectors.toSet()),
                LocalTime.parse(from),
                LocalTime.parse(to),
                Optional.of(last).filter(it -> !it.isEmpty()).map(LocalDate::parse),
                false);
    }

    /// 2026-11-27 is a Friday.
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    MONDAY FRIDAY, 08:00, 12:00, '',         2026-11-27T08:00, yes
                    MONDAY FRIDAY, 08:00, 12:00, '',         2026-11-27T07:59, may not at this time of day
                    MONDAY FRIDAY, 08:00, 12:00, '',         2026-11-27T12:00, may not at this time of day
                    MONDAY FRIDAY, 08:00, 12:00, '',         2026-11-28T09:00, may not on this day of the week
                    FRIDAY,        22:00, 06:00, '',         2026-11-27T22:00, yes
                    FRIDAY,        22:00, 06:00, '',         2026-11-28T05:59, yes
                    FRIDAY,        22:00, 06:00, '',         2026-11-28T06:00, may not at this time of day
                    FRIDAY,        22:00, 06:00, '',         2026-11-27T05:59, may not on this day of the week
                    FRIDAY,        22:00, 06:00, 2026-11-27, 2026-11-28T03:00, yes
                    FRIDAY,        00:00, 00:00, 2026-11-27, 2026-11-27T23:59, yes
                    FRIDAY,        00:00, 00:00, 2026-11-26, 2026-11-27T00:00, might until 2026-11-26
                    """)
    void a_pin_holds_on_its_days_and_at_its_hours(
            String days, String from, String to, String last, String now, String said) {
        var objection =
                limits(days, from, to, last)
                        .objection(
                                new Want.Disarm(), LocalDateTime.parse(now).atZone(ZoneOffset.UTC));
        assertThat(objection.orElse("yes")).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"AWAY, yes", "HOME, may not arm HOME", "NIGHT, may not arm NIGHT"})
    void a_pin_arms_in_the_ways_it_was_given_for(Mode mode, String said) {
        var objection =
                limits("FRIDAY", "00:00", "00:00", "")
                        .objection(
                                new Want.Arm(mode),
                                LocalDateTime.parse("2026-11-27T12:00").atZone(ZoneOffset.UTC));
        assertThat(objection.orElse("yes")).isEqualTo(said);
    }
}
