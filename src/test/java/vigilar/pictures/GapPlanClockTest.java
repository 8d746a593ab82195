package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;

/// Which part of Frigate's record is compared when the clock is wrong or takes its time.
class GapPlanClockTest extends PlannedGaps {
    @Test
    void a_clock_set_back_by_two_hours_stops_nothing_and_forgets_nothing() {
        var since = NOON.minus(Duration.ofDays(20));
        var until = NOON.minus(Duration.ofHours(1));
        var plan = new GapPlan(Optional.of(until), Optional.of(since), now);
        askAll(plan);
        pass(Duration.ofMinutes(1));
        setClock(now.wall().minus(Duration.ofHours(2)));
        var asked = askAll(plan);
        assertThat(asked.getFirst().to()).isEqualTo(now.wall().minus(GapPlan.LATE));
        assertThat(asked.getLast().from()).isEqualTo(now.wall().minus(WEEK));
        assertThat(plan.takeGivenUp(now)).isEmpty();
        assertThat(askFor(Duration.ofMinutes(20), plan, _ -> true)).hasSizeBetween(8, 10);
    }

    @Test
    void a_clock_set_back_by_three_minutes_only_waits_for_them() {
        var plan = plan(NOON.minus(Duration.ofHours(1)));
        askAll(plan);
        setClock(now.wall().minus(Duration.ofMinutes(3)));
        assertThat(askFor(Duration.ofMinutes(10), plan, _ -> true)).hasSizeBetween(3, 4);
    }

    @Test
    void rounds_that_take_two_minutes_each_leave_nothing_out() {
        var plan = plan(NOON.minus(Duration.ofHours(20)));
        for (int i = 0; i < 9; i++) {
            pass(GapPlan.EVERY);
            plan.had(plan.next(now).orElseThrow(), NONE, now);
        }
        assertThat(plan.until()).isAfter(NOON);
    }

    @Test
    void a_clock_that_is_a_month_ahead_for_one_comparison_forgets_nothing() {
        var plan = plan(NOON.minus(Duration.ofHours(20)));
        plan.unusable(plan.next(now).orElseThrow(), "no", now);
        setClock(NOON.plus(Duration.ofDays(30)));
        plan.had(plan.next(now).orElseThrow(), NONE, now);
        pass(Duration.ofMinutes(1));
        setClock(NOON.plus(Duration.ofMinutes(1)));
        var asked = askAll(plan);
        assertThat(asked.getLast().from()).isEqualTo(NOON.minus(Duration.ofHours(20)));
        assertThat(asked.getFirst().to()).isEqualTo(now.wall().minus(GapPlan.LATE));
        assertThat(plan.until()).isBefore(now.wall());
        assertThat(plan.since()).isEqualTo(NOON.minus(Duration.ofHours(20)));
        assertThat(plan.lost(now)).isEmpty();
    }

    /// As on a small computer that gets its time late: ten days ago this house was none.
    @Test
    void a_clock_that_was_behind_for_an_hour_makes_nothing_ours_that_was_before_this_house() {
        var plan = plan(NOON.minus(Duration.ofHours(1)));
        askAll(plan);
        pass(Duration.ofMinutes(1));
        var until = plan.until();
        setClock(now.wall().minus(Duration.ofDays(10)));
        askAll(plan);
        assertThat(plan.past()).isEqualTo(now.wall());
        plan = new GapPlan(Optional.of(plan.until()), Optional.of(plan.since()), now);
        pass(Duration.ofMinutes(10));
        askAll(plan);
        assertThat(plan.past()).isBeforeOrEqualTo(now.wall().minus(Duration.ofMinutes(10)));
        setClock(NOON.plus(Duration.ofMinutes(11)));
        var asked = askAll(plan);
        assertThat(plan.past()).isEqualTo(NOON.minus(Duration.ofHours(1)));
        assertThat(plan.since()).isEqualTo(plan.past());
        assertThat(asked.getLast().from()).isBefore(until);
        assertThat(plan.takeGivenUp(now)).as("nobody was away").isEmpty();
    }

    @Test
    void a_house_that_was_first_compared_by_a_clock_that_was_ahead_is_filled_in_afterwards() {
        setClock(NOON.plus(Duration.ofDays(30)));
        var plan = new GapPlan(NONE, NONE, now);
        askAll(plan);
        setClock(NOON);
        askAll(plan);
        assertThat(plan.past()).isEqualTo(NOON);
        pass(Duration.ofHours(1));
        askAll(plan);
        plan = new GapPlan(Optional.of(plan.until()), Optional.of(plan.since()), now);
        pass(Duration.ofHours(1));
        var asked = askAll(plan);
        assertThat(asked.getLast().from()).isAfterOrEqualTo(plan.past());
        assertThat(plan.past()).isBefore(NOON.plus(Duration.ofHours(1)));
    }

    /// As on a machine whose clock goes on from where it was switched off.
    @Test
    void a_clock_that_is_behind_for_an_hour_gives_nothing_up_that_was_compared() {
        var until = NOON.minus(Duration.ofMinutes(10));
        setClock(NOON.minus(Duration.ofDays(10)));
        var plan = new GapPlan(Optional.of(until), Optional.of(NOON.minus(MONTH)), now);
        askFor(Duration.ofHours(1), plan, _ -> false);
        setClock(NOON);
        askAll(plan);
        assertThat(plan.takeGivenUp(now)).isEmpty();
        assertThat(plan.lost(now)).isEmpty();
    }

    @Test
    void after_a_clock_that_was_ahead_what_is_given_up_is_told_all_the_same() {
        var plan = new GapPlan(Optional.of(NOON), Optional.of(NOON.minus(MONTH)), now);
        setClock(NOON.plus(MONTH));
        askAll(plan);
        plan.takeGivenUp(now);
        setClock(NOON);
        askAll(plan);
        pass(Duration.ofDays(9)); // while the broker was away
        askAll(plan);
        assertThat(plan.takeGivenUp(now)).hasSize(1);
    }

    @Test
    void after_a_clock_that_was_ahead_the_week_is_compared_though_less_than_that_was_owed() {
        var bad = NOON.plus(Duration.ofDays(12));
        var plan = new GapPlan(Optional.of(NOON), Optional.of(NOON.minus(MONTH)), now);
        setClock(NOON.plus(Duration.ofDays(20)));
        askFor(Duration.ofHours(1), plan, part -> !holds(part, bad));
        setClock(NOON.plus(Duration.ofDays(14)));
        var asked = askAll(plan);
        assertThat(asked.getLast().from()).isEqualTo(now.wall().minus(WEEK));
    }
}
