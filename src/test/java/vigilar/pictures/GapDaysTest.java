package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Days in which lists are full, parts cannot be read, Frigate is away, we start anew, and somebody
/// sets the clock. In the end all is well, and nothing is missing but what frigate.md says.
class GapDaysTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final int DAYS = 4;
    private static final Duration STEP = Duration.ofSeconds(20);

    /// What a street and its Frigate are like.
    ///
    /// @param unreadable whether parts of the record may be
    /// @param limit reviews a list
    private record Street(FrigateChoice version, boolean unreadable, int limit) {
        boolean isOlder() {
            return version == FrigateChoice.OLDER;
        }
    }

    /// @param written when Frigate writes down that it is over
    private record Review(Instant start, Instant end, Instant written, boolean told) {
        boolean lasts(Instant from, Instant to) {
            return start.isBefore(to) && end.isAfter(from);
        }
    }

    private final List<Review> record = new ArrayList<>();
    private final List<Review> missing = new ArrayList<>();
    private final List<Instant> bad = new ArrayList<>();
    private final List<RecordPart> refused = new ArrayList<>();
    private Random chance = new Random();
    private Street street = new Street(FrigateChoice.NEWER, false, 0);
    private Instant real = NOON;
    private Duration skew = Duration.ZERO;
    private int awayFor;
    private Moment now = new Moment(NOON, Duration.ZERO);
    private GapPlan plan = new GapPlan(Optional.of(NOON), Optional.of(NOON), now);

    @ParameterizedTest
    @CsvSource({
        // version, unreadable parts, reviews a list, seed
        "OLDER, false, 1000, 1", "OLDER, false, 1000, 2", "OLDER, false, 1000, 3",
        "OLDER, true, 1000, 4", "OLDER, true, 1000, 5", "OLDER, true, 1000, 6",
        "NEWER, false, 25, 7", "NEWER, false, 25, 8", "NEWER, false, 40, 9",
        "NEWER, true, 1000, 10", "NEWER, true, 1000, 11", "NEWER, true, 25, 12"
    })
    void whatever_happens_within_days_no_review_is_missing_in_the_end(
            FrigateChoice version, boolean unreadable, int limit, long seed) {
        chance = new Random(seed);
        street = new Street(version, unreadable, limit);
        writeRecord();
        var end = NOON.plus(Duration.ofDays(DAYS));
        while (real.isBefore(end)) {
            something();
            pass();
        }
        bad.clear();
        awayFor = 0;
        skew = Duration.ZERO;
        for (int i = 0; i < 3 * 180; i++) {
            pass();
        }
        assertThat(missing.stream().filter(it -> it.written().isBefore(end)))
                .filteredOn(it -> !isDocumented(it))
                .isEmpty();
        assertThat(plan.trouble()).isEmpty();
    }

    /// Something every two minutes, of which a message told; of one in fifty none did, and half of
    /// those are long. Now and then it takes half an hour until the end is written.
    private void writeRecord() {
        var last = NOON.plus(Duration.ofDays(DAYS)).minusSeconds(3_600);
        for (var at = NOON; at.isBefore(last); at = at.plusSeconds(60 + chance.nextInt(120))) {
            boolean told = chance.nextInt(50) > 0;
            int most = told ? 60 : chance.nextBoolean() ? 600 : street.isOlder() ? 23_000 : 70_000;
            var end = at.plusSeconds(1 + chance.nextInt(most));
            int late = 30 + chance.nextInt(chance.nextInt(9) == 0 ? 1_800 : 90);
            record.add(new Review(at, end, end.plusSeconds(late), told));
        }
        record.stream().filter(it -> !it.told()).forEach(missing::add);
        record.sort(Comparator.comparing(Review::start).reversed());
    }

    private void something() {
        if (awayFor > 0) {
            awayFor--;
        }
        if (chance.nextInt(300) == 0) {
            awayFor = 1 + chance.nextInt(8); // it starts anew
        } else if (chance.nextInt(2_000) == 0) {
            awayFor = chance.nextInt(1_500);
        } else if (street.unreadable() && chance.nextInt(500) == 0) {
            bad.add(real.minusSeconds(chance.nextInt(40_000)));
        } else if (chance.nextInt(2_000) == 0) {
            bad.clear();
        } else if (chance.nextInt(5_000) == 0) {
            skew = Duration.ofMinutes(chance.nextBoolean() ? chance.nextInt(30 * 24 * 60) : 0);
            skew = chance.nextBoolean() ? skew : skew.dividedBy(-200);
        } else if (chance.nextInt(5_000) == 0) {
            plan = new GapPlan(Optional.of(plan.until()), Optional.of(plan.since()), now);
        }
    }

    private void pass() {
        real = real.plus(STEP);
        now = new Moment(real.plus(skew), now.passed().plus(STEP));
        for (int i = 0; i < 20; i++) {
            plan.next(now).ifPresent(this::ask);
        }
        assertThat(plan.until()).isBeforeOrEqualTo(now.wall().plus(GapPlan.EVERY));
    }

    private void ask(RecordPart part) {
        if (awayFor > 0) {
            plan.silent(part, "away", now);
            return;
        }
        if (bad.stream().anyMatch(it -> part.after().isBefore(it) && part.begun().isAfter(it))) {
            refused.add(part);
            plan.unusable(part, "unreadable", now);
            return;
        }
        var most = Math.min(part.most(), street.limit());
        var shown = record.stream().filter(it -> isOn(it, part)).limit(most).toList();
        var past = plan.past();
        var late = now.wall().minus(GapPlan.LATE);
        missing.removeIf(
                it ->
                        shown.contains(it)
                                && !it.written().isAfter(real)
                                && it.end().isAfter(past)
                                && it.end().isBefore(late));
        var full = shown.size() >= most;
        plan.had(part, full ? Optional.of(shown.getLast().start()) : Optional.empty(), now);
    }

    private boolean isOn(Review review, RecordPart part) {
        if (review.start().isAfter(real)) {
            return false;
        }
        var goesOn = review.written().isAfter(real);
        double after = part.after().getEpochSecond();
        return street.version()
                .isBetween(
                        (double) review.start().getEpochSecond(),
                        goesOn ? Math.nextUp(after) : review.end().getEpochSecond(),
                        after,
                        (double) part.begun().getEpochSecond());
    }

    /// frigate.md, "What it does not do".
    private boolean isDocumented(Review review) {
        var isLong =
                Duration.between(review.start(), review.written()).compareTo(RecordPart.LEAD) > 0;
        return street.isOlder()
                && (isLong || refused.stream().anyMatch(it -> review.lasts(it.after(), it.to())));
    }
}
