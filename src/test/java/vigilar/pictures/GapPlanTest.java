package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which part of Frigate's record is compared when.
class GapPlanTest extends PlannedGaps {
    /// A clock that was never set is never asked, a stored time of such a clock counts as none.
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // stored until, stored since, oldest asked, since
                "-, -, -, 2026-11-24T12:00:00Z",
                "1970-01-01T00:05:00Z, -, -, 2026-11-24T12:00:00Z",
                "1970-01-01T00:05:00Z, 1970-01-01T00:05:00Z, -, 2026-11-24T12:00:00Z",
                "2026-11-24T11:00:00Z, -, 2026-11-24T11:00:00Z, 2026-11-24T11:00:00Z",
                "2026-11-24T11:00:00Z, 1970-01-01T00:00:00Z, 2026-11-24T11:00:00Z,"
                        + " 2026-11-24T11:00:00Z",
                "2026-11-22T11:00:00Z, 2026-11-03T11:00:00Z, 2026-11-22T11:00:00Z,"
                        + " 2026-11-03T11:00:00Z",
                "2026-11-10T11:00:00Z, 2026-11-03T11:00:00Z, 2026-11-17T12:00:00Z,"
                        + " 2026-11-03T11:00:00Z",
                // ahead of the clock
                "2026-11-24T14:00:00Z, 2026-11-03T11:00:00Z, 2026-11-17T12:00:00Z,"
                        + " 2026-11-03T11:00:00Z",
                "2026-12-24T12:00:00Z, 2026-12-24T12:00:00Z, -, 2026-12-24T12:00:00Z",
                "2026-12-24T12:00:00Z, -, -, 2026-11-24T12:00:00Z",
                "2026-11-24T11:00:00Z, 2026-12-24T12:00:00Z, 2026-11-24T11:00:00Z,"
                        + " 2026-12-24T12:00:00Z"
            })
    void where_comparing_begins_after_a_start(
            Instant until, Instant since, Instant oldest, Instant first) {
        var plan = new GapPlan(Optional.ofNullable(until), Optional.ofNullable(since), now);
        var asked = askAll(plan);
        assertThat(asked.stream().map(RecordPart::from).min(Instant::compareTo))
                .isEqualTo(Optional.ofNullable(oldest));
        assertThat(plan.since()).isEqualTo(first);
    }

    @Test
    void a_clock_that_was_never_set_is_known_by_its_time() {
        assertThat(GapPlan.isSet(Instant.EPOCH)).isFalse();
        assertThat(GapPlan.isSet(NOON)).isTrue();
    }

    @Test
    void the_newest_comes_first_and_all_is_asked_for_once() {
        var asked = askAll(plan(NOON.minus(Duration.ofHours(20))));
        assertThat(asked).hasSize(4);
        for (int i = 1; i < asked.size(); i++) {
            assertThat(asked.get(i).to()).isEqualTo(asked.get(i - 1).from());
        }
        assertThat(asked.getFirst().to()).isEqualTo(NOON.minus(GapPlan.LATE));
        assertThat(asked).allMatch(it -> it.lead().equals(RecordPart.LEAD));
        assertThat(asked).allMatch(it -> !it.from().plus(GapPlan.SLICE).isBefore(it.to()));
    }

    @Test
    void what_is_fresh_is_compared_every_two_minutes() {
        var plan = plan(NOON);
        var asked = askFor(Duration.ofMinutes(60), plan, _ -> true);
        assertThat(asked).hasSizeBetween(27, 29);
        assertThat(plan.until()).isAfter(now.wall().minus(GapPlan.LATE).minus(GapPlan.EVERY));
    }

    @Test
    void what_may_be_stored_as_compared_never_passes_what_is_owed() {
        var begin = NOON.minus(Duration.ofHours(20));
        var plan = plan(begin);
        var newest = plan.next(now).orElseThrow();
        plan.had(newest, NONE, now);
        assertThat(plan.until()).isEqualTo(begin);
        var second = plan.next(now).orElseThrow();
        plan.unusable(second, "no", now);
        askAll(plan);
        assertThat(plan.until()).isEqualTo(second.from());
        pass(Duration.ofSeconds(5));
        askAll(plan);
        assertThat(plan.until()).isEqualTo(newest.to());
    }

    @Test
    void one_part_that_is_refused_holds_up_no_other_and_is_asked_for_ever_more_seldom() {
        var bad = NOON.minus(Duration.ofHours(10));
        var plan = plan(NOON.minus(Duration.ofHours(20)));
        Predicate<RecordPart> has = part -> !holds(part, bad);
        var asked = askFor(Duration.ofHours(1), plan, has);
        assertThat(asked.stream().filter(it -> it.to().isAfter(NOON))).hasSizeGreaterThan(25);
        assertThat(plan.trouble()).contains("no");
        assertThat(plan.until()).isBetween(bad.minus(RecordPart.SHORTEST), bad);
        var later = askFor(Duration.ofHours(5), plan, has);
        assertThat(later.stream().filter(has.negate())).hasSizeBetween(9, 15);
        assertThat(askFor(Duration.ofHours(1), plan, _ -> true).stream().filter(has.negate()))
                .as("once it is had, never again")
                .hasSizeBetween(1, 2);
        assertThat(plan.trouble()).isEmpty();
        assertThat(plan.until()).isAfter(now.wall().minus(GapPlan.LATE).minus(GapPlan.EVERY));
    }

    @Test
    void a_record_that_is_never_had_is_not_cut_into_ever_more_parts() {
        var begin = NOON.minus(Duration.ofDays(6));
        var plan = plan(begin);
        var asked = askFor(Duration.ofHours(12), plan, _ -> false);
        assertThat(plan.trouble()).contains("no");
        assertThat(asked.size()).isLessThan(12 * 60 * 60 / 40 + 10);
        assertThat(asked.stream().filter(it -> it.to().isAfter(NOON)).count())
                .isBetween(12 * 25L, 12 * 33L);
        assertThat(plan.until()).isEqualTo(begin);
        askFor(Duration.ofHours(1), plan, _ -> true);
        assertThat(plan.until()).isAfter(now.wall().minus(GapPlan.LATE).minus(GapPlan.EVERY));
        assertThat(plan.trouble()).isEmpty();
    }

    /// Something that cannot be read has just happened: each list of the last hours has it.
    @Test
    void something_unreadable_among_what_is_fresh_keeps_nothing_later_away() {
        var plan = plan(NOON);
        var bad = NOON.plusSeconds(30);
        Predicate<RecordPart> has = part -> !holds(part, bad);
        askFor(Duration.ofMinutes(30), plan, has);
        var asked = askFor(Duration.ofMinutes(30), plan, has);
        assertThat(asked.stream().filter(has).map(RecordPart::to).max(Instant::compareTo))
                .hasValueSatisfying(
                        it ->
                                assertThat(it)
                                        .isAfter(
                                                now.wall()
                                                        .minus(GapPlan.LATE)
                                                        .minus(GapPlan.EVERY)));
        assertThat(asked.stream().filter(has.negate()))
                .as("the part that has it, every half hour")
                .hasSizeLessThan(3);
        assertThat(plan.trouble()).contains("no");
        assertThat(plan.until()).isBefore(bad);
    }

    @Test
    void after_an_absence_of_frigate_all_of_it_is_owed_and_had() {
        var plan = plan(NOON);
        askFor(Duration.ofHours(9), plan, _ -> false);
        var asked = askFor(Duration.ofMinutes(2), plan, _ -> true);
        var first = asked.stream().map(RecordPart::from).min(Instant::compareTo).orElseThrow();
        assertThat(first).isEqualTo(NOON);
        for (var at = NOON; at.isBefore(now.wall().minusSeconds(300)); at = at.plusSeconds(600)) {
            var time = at;
            assertThat(asked)
                    .as("%s", time)
                    .anyMatch(it -> !it.from().isAfter(time) && it.to().isAfter(time));
        }
    }

    @Test
    void what_is_not_had_in_eight_days_is_given_up_and_told_and_not_a_minute_earlier() {
        var bad = NOON.minus(Duration.ofHours(1));
        var plan = plan(NOON.minus(Duration.ofHours(2)));
        Predicate<RecordPart> has = part -> !holds(part, bad);
        askFor(EIGHT_DAYS.minus(Duration.ofHours(1)), plan, has);
        assertThat(plan.takeGivenUp(now)).isEmpty();
        assertThat(plan.until()).isBefore(bad);
        askFor(Duration.ofMinutes(20), plan, has);
        var given = plan.takeGivenUp(now);
        assertThat(given).hasSize(1);
        assertThat(given.getFirst().from()).isBefore(bad);
        assertThat(given.getFirst().to()).isAfter(bad);
        assertThat(given.getFirst().why()).isEqualTo("no");
        assertThat(plan.takeGivenUp(now)).isEmpty();
        assertThat(plan.trouble()).isEmpty();
        assertThat(plan.lost(now)).contains(given.getFirst());
        pass(GapPlan.TOLD);
        assertThat(plan.lost(now)).isEmpty();
    }

    /// Each time is an event: a Frigate that stays away for weeks makes one a day.
    @Test
    void what_is_never_had_is_given_up_once_a_day_and_without_a_hole_between() {
        var plan = plan(NOON);
        var given = new ArrayList<GivenUp>();
        for (int i = 0; i < 20 * 24; i++) {
            askFor(Duration.ofHours(1), plan, _ -> false);
            given.addAll(plan.takeGivenUp(now));
        }
        assertThat(given).hasSizeBetween(10, 13);
        assertThat(given.getFirst().from()).isEqualTo(NOON);
        for (int i = 1; i < given.size(); i++) {
            assertThat(given.get(i).from()).isEqualTo(given.get(i - 1).to());
        }
        assertThat(given.getLast().to()).isAfter(now.wall().minus(EIGHT_DAYS));
        assertThat(plan.until()).isEqualTo(given.getLast().to());
    }

    /// What was had before is not known any more, but nothing is given up unasked.
    @Test
    void whenever_it_is_started_anew_what_is_just_too_old_is_asked_for_once_more() {
        var plan = plan(NOON);
        for (int i = 0; i < 12 * 24; i++) {
            askFor(Duration.ofHours(1), plan, _ -> false);
            plan.takeGivenUp(now);
            if (i > 8 * 24) {
                var anew = new GapPlan(Optional.of(plan.until()), Optional.of(NOON), now);
                askAll(anew, _ -> false);
                assertThat(anew.takeGivenUp(now)).as("%s", now).isEmpty();
            }
        }
    }

    @Test
    void a_house_that_heard_of_a_review_long_before_it_compared_has_missed_nothing() {
        var heard = NOON.minus(Duration.ofDays(20));
        var plan = new GapPlan(Optional.of(heard), NONE, now);
        var asked = askAll(plan);
        assertThat(asked.getLast().from()).isEqualTo(NOON.minus(WEEK));
        assertThat(plan.takeGivenUp(now)).isEmpty();
    }

    @Test
    void what_is_owed_for_over_a_week_is_asked_for_after_a_restart_before_it_is_given_up() {
        var bad = NOON.minus(Duration.ofHours(1));
        var before = plan(NOON.minus(Duration.ofHours(2)));
        askFor(WEEK.plus(Duration.ofHours(12)), before, part -> !holds(part, bad));
        var plan = new GapPlan(Optional.of(before.until()), Optional.of(before.since()), now);
        assertThat(askAll(plan)).anyMatch(part -> holds(part, bad));
        assertThat(plan.takeGivenUp(now)).isEmpty();
    }

    @Test
    void what_was_over_a_week_ago_when_we_come_back_is_given_up_without_an_alarm() {
        var plan = plan(NOON.minus(Duration.ofDays(10)));
        askAll(plan);
        assertThat(plan.takeGivenUp(now))
                .containsExactly(
                        new GivenUp(NOON.minus(Duration.ofDays(10)), NOON.minus(WEEK), ""));
        assertThat(plan.lost(now)).isEmpty();
    }

    @Test
    void a_list_that_is_cut_off_is_asked_for_again_up_to_what_it_did_not_show() {
        var plan = plan(NOON.minus(Duration.ofHours(6)));
        var whole = plan.next(now).orElseThrow();
        var oldest = whole.to().minus(Duration.ofHours(2));
        plan.had(whole, Optional.of(oldest), now);
        var rest = plan.next(now).orElseThrow();
        assertThat(rest.from()).isEqualTo(whole.from());
        assertThat(rest.to()).isBetween(oldest, whole.to().minusSeconds(1));
        assertThat(plan.until()).isEqualTo(whole.from());
        assertThat(plan.trouble()).isEmpty();
        plan.had(rest, Optional.of(whole.from().minusMillis(400)), now);
        var longOnes = plan.next(now).orElseThrow();
        assertThat(longOnes.after()).isEqualTo(whole.from());
        assertThat(longOnes.begun()).isEqualTo(whole.from());
        assertThat(longOnes.to()).isEqualTo(rest.to());
        plan.had(longOnes, NONE, now);
        assertThat(plan.next(now)).isEmpty();
        assertThat(plan.until()).isEqualTo(whole.to());
    }

    /// Seven thousand reviews a day: each list of the last six hours is full, and what is longer
    /// than it reaches is asked for by itself.
    @Test
    void in_a_street_where_each_list_is_full_the_long_ones_cost_one_question_more_each_time() {
        var plan = plan(NOON);
        askAll(plan);
        pass(Duration.ofHours(1));
        int asked = 0;
        for (int i = 0; i < 30; i++, pass(GapPlan.EVERY)) {
            for (var part = plan.next(now); part.isPresent(); part = plan.next(now), asked++) {
                var reaches = part.get().to().minus(Duration.ofHours(3));
                var full = part.get().begun().equals(part.get().to());
                plan.had(part.get(), Optional.of(reaches).filter(_ -> full), now);
            }
        }
        assertThat(asked).isEqualTo(60);
        assertThat(plan.until()).isEqualTo(now.wall().minus(GapPlan.EVERY).minus(GapPlan.LATE));
    }

    @Test
    void a_frigate_that_was_away_for_a_moment_shortens_no_later_list() {
        var plan = plan(NOON);
        pass(Duration.ofMinutes(30));
        askAll(plan);
        pass(GapPlan.EVERY);
        for (int i = 0; i < 2; i++, pass(Duration.ofSeconds(20))) {
            plan.silent(plan.next(now).orElseThrow(), "Frigate answers 502", now);
        }
        askAll(plan);
        pass(GapPlan.EVERY);
        var next = askAll(plan).getFirst();
        assertThat(next.lead()).isEqualTo(RecordPart.LEAD);
    }

    @Test
    void a_frigate_that_goes_away_while_a_part_is_owed_does_not_make_it_smaller() {
        var plan = plan(NOON.minus(Duration.ofHours(7)));
        plan.had(plan.next(now).orElseThrow(), NONE, now);
        var owed = plan.next(now).orElseThrow();
        for (int i = 0; i < 3; i++, pass(Duration.ofSeconds(10))) {
            var again = plan.next(now).orElseThrow();
            assertThat(List.of(again.from(), again.to())).containsExactly(owed.from(), owed.to());
            plan.silent(again, "Frigate does not answer", now);
        }
    }

    @Test
    void what_cannot_be_read_shortens_the_lists_until_it_is_had_and_half_an_hour_at_the_least() {
        var bad = NOON.plusSeconds(30);
        var plan = plan(NOON);
        pass(Duration.ofMinutes(10));
        askFor(Duration.ofHours(2), plan, part -> !holds(part, bad));
        pass(GapPlan.EVERY);
        assertThat(plan.next(now).orElseThrow().after()).isAfterOrEqualTo(bad);
        pass(Duration.ofMinutes(30));
        askAll(plan);
        pass(GapPlan.EVERY);
        assertThat(plan.next(now).orElseThrow().lead()).isEqualTo(RecordPart.LEAD);
    }

    /// However many there are at once, it comes to an end.
    @ParameterizedTest
    @CsvSource({"0", "1", "1000", "3600000", "21000000"})
    void lists_that_are_always_cut_off_come_to_an_end(long shownMillis) {
        var plan = plan(NOON.minus(Duration.ofMinutes(30)));
        int lists = 0;
        for (var part = plan.next(now); part.isPresent(); part = plan.next(now)) {
            plan.had(part.get(), Optional.of(part.get().to().minusMillis(shownMillis)), now);
            assertThat(++lists).isLessThan(2_000);
        }
        assertThat(plan.until()).isEqualTo(NOON.minus(GapPlan.LATE));
    }

    @Test
    void a_list_that_is_too_large_is_asked_for_with_ever_fewer_reviews_and_then_in_parts() {
        var plan = plan(NOON.minus(Duration.ofHours(3)));
        var most = new ArrayList<Integer>();
        for (int i = 0; i < 5; i++) {
            var part = plan.next(now).orElseThrow();
            most.add(part.most());
            plan.tooLarge(part, "large", now);
            pass(Duration.ofSeconds(10));
        }
        assertThat(most).containsExactly(1_000, 250, 62, 15, 15);
        assertThat(plan.trouble()).contains("large");
        assertThat(plan.until()).isEqualTo(NOON.minus(Duration.ofHours(3)));
        pass(Duration.ofSeconds(10));
        var asked = askAll(plan);
        assertThat(asked).anyMatch(it -> it.lead().equals(RecordPart.LEAD.dividedBy(2)));
        assertThat(plan.until()).isAfter(NOON.minus(GapPlan.LATE).minus(GapPlan.EVERY));
    }
}
