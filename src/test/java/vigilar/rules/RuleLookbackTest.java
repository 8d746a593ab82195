package vigilar.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.journal.SqlArchive;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// Rules that are tried on the past count what they would have done, and no more.
class RuleLookbackTest extends RunningRules {
    private final RuleName name = new RuleName("on-motion_start");

    private RuleLookback.Result since(Instant begin) {
        return new RuleLookback(new SqlArchive(database), ZoneOffset.UTC, _ -> "")
                .look(
                        List.of(rule("MOTION_START", say())),
                        begin,
                        clock.instant().plusSeconds(1),
                        _ -> {});
    }

    @Test
    void what_a_rule_holds_back_in_a_flood_is_not_counted() {
        var begin = clock.instant();
        for (int n = 0; n < RuleWatch.MOST_A_MINUTE + 5; n++) {
            happens("device-" + n, "MOTION_START");
        }
        assertThat(since(begin).counts()).isEqualTo(Map.of(name, RuleWatch.MOST_A_MINUTE));
        assertThat(since(begin).would()).hasSize(RuleWatch.MOST_A_MINUTE);
    }

    @Test
    void what_set_a_rule_off_just_before_still_cools_down_and_is_not_counted_itself() {
        happens("garden", "MOTION_START");
        pass(Duration.ofMinutes(2));
        var begin = clock.instant();
        pass(Duration.ofMinutes(1));
        happens("garden", "MOTION_START");
        assertThat(since(begin).counts()).isEmpty();
        assertThat(since(begin).events()).isEqualTo(1);
        pass(Duration.ofMinutes(2));
        happens("garden", "MOTION_START");
        assertThat(since(begin).would())
                .singleElement()
                .extracting(RuleLookback.Would::at)
                .isEqualTo(clock.instant());
        assertThat(since(begin).counts()).isEqualTo(Map.of(name, 1));
    }

    @Test
    void a_flood_of_just_before_holds_back_what_came_then() {
        for (int n = 0; n < RuleWatch.MOST_A_MINUTE; n++) {
            happens("device-" + n, "MOTION_START");
        }
        pass(Duration.ofSeconds(10));
        var begin = clock.instant();
        happens("another", "MOTION_START");
        assertThat(since(begin).counts()).isEmpty();
        pass(Duration.ofMinutes(1));
        happens("one-more", "MOTION_START");
        assertThat(since(begin).counts()).isEqualTo(Map.of(name, 1));
    }

    @Test
    void where_nothing_happened_since_nothing_would_have_been_done() {
        happens("garden", "MOTION_START");
        pass(Duration.ofMinutes(2));
        assertThat(since(clock.instant()).counts()).isEmpty();
        assertThat(since(clock.instant()).events()).isZero();
    }
}
