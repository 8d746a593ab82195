package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A plan of what is compared when, asked as the room does, on a clock that the test sets.
abstract class PlannedGaps {
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    static final Duration WEEK = Duration.ofDays(7);
    static final Duration MONTH = Duration.ofDays(30);
    static final Duration EIGHT_DAYS = Duration.ofDays(8);
    static final Optional<Instant> NONE = Optional.empty();

    Moment now = new Moment(NOON, Duration.ZERO);

    void pass(Duration time) {
        now = new Moment(now.wall().plus(time), now.passed().plus(time));
    }

    void setClock(Instant wall) {
        now = new Moment(wall, now.passed());
    }

    GapPlan plan(Instant until) {
        return new GapPlan(Optional.of(until), Optional.of(until), now);
    }

    /// Asks until nothing is due any more; Frigate has what passes.
    List<RecordPart> askAll(GapPlan plan, Predicate<RecordPart> has) {
        var asked = new ArrayList<RecordPart>();
        for (var part = plan.next(now); part.isPresent(); part = plan.next(now)) {
            asked.add(part.get());
            if (has.test(part.get())) {
                plan.had(part.get(), NONE, now);
            } else {
                plan.unusable(part.get(), "no", now);
            }
            assertThat(asked.size()).isLessThan(1_000);
        }
        return asked;
    }

    List<RecordPart> askAll(GapPlan plan) {
        return askAll(plan, _ -> true);
    }

    /// Asks every 10 s for as long as is said.
    List<RecordPart> askFor(Duration time, GapPlan plan, Predicate<RecordPart> has) {
        var asked = new ArrayList<RecordPart>();
        for (var end = now.passed().plus(time); now.passed().compareTo(end) < 0; ) {
            asked.addAll(askAll(plan, has));
            pass(Duration.ofSeconds(10));
        }
        return asked;
    }

    static boolean holds(RecordPart part, Instant time) {
        return part.after().isBefore(time) && part.to().isAfter(time);
    }
}
