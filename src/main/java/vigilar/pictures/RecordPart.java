package vigilar.pictures;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A part of Frigate's record: the reviews that ended within it.
///
/// @param lead how far before it reviews may have begun
/// @param most reviews a list
/// @param tries in a row that did not have it
/// @param notBefore so much time passed is it asked for again
/// @param why it was not had; empty when it was not tried
record RecordPart(
        Instant from,
        Instant to,
        Duration lead,
        int most,
        int tries,
        Duration notBefore,
        String why) {
    /// 6 h. Older versions of Frigate leave out what began before `after` or ended after `before`:
    /// only what is shorter than the lead is whole in one of the parts, whatever edge it lies
    /// across. A review lasts as long as something moves, in a lively street for hours; one of more
    /// than six, of which no message reached us, stays missing with those versions.
    static final Duration LEAD = Duration.ofHours(6);

    /// 15 min: the smallest part that something unreadable takes along. Smaller ones would be many
    /// questions for few reviews.
    static final Duration SHORTEST = Duration.ofMinutes(15);

    /// 1 min: half of less is nothing, and what is unreadable may lie just before the part.
    private static final Duration SHORTEST_LEAD = Duration.ofMinutes(1);

    /// 1,000 reviews a list; Frigate gives the newest.
    static final int MOST_REVIEWS = 1_000;

    /// A list that is too large is asked for again with a quarter of the reviews, down to 15: a
    /// review of a megabyte is none.
    static final int FEWEST_REVIEWS = 15;

    static RecordPart of(Instant from, Instant to) {
        return new RecordPart(from, to, LEAD, MOST_REVIEWS, 0, Duration.ZERO, "");
    }

    Instant after() {
        return from.minus(lead);
    }

    RecordPart ledBy(Duration lead) {
        return new RecordPart(from, to, lead, most, tries, notBefore, why);
    }

    RecordPart upTo(Instant end) {
        return new RecordPart(from, end, lead, most, 0, Duration.ZERO, "");
    }

    RecordPart withLists(int most) {
        return new RecordPart(from, to, lead, most, tries, Duration.ZERO, why);
    }

    RecordPart failed(int tries, String why, Duration notBefore) {
        return new RecordPart(from, to, lead, most, tries, notBefore, why);
    }

    /// What no list showed yet, when the oldest that one showed began at `oldest`: all that had
    /// ended by then, and half of what was shown once more, because reviews of older versions that
    /// lie across the edge are in neither list. Each time a second less at the least.
    List<RecordPart> beyond(Instant oldest) {
        var half =
                oldest.plus(Duration.between(oldest, to).dividedBy(2))
                        .truncatedTo(ChronoUnit.SECONDS);
        var end = half.isBefore(to) ? half : to.minusSeconds(1);
        return oldest.isAfter(from) && end.isAfter(from) ? List.of(upTo(end)) : List.of();
    }

    /// The same in smaller parts with shorter leads, so that what cannot be read takes less along.
    List<RecordPart> smaller() {
        var half = lead.dividedBy(2);
        if (Duration.between(from, to).compareTo(SHORTEST) <= 0) {
            return List.of(ledBy(half.compareTo(SHORTEST_LEAD) < 0 ? Duration.ZERO : half));
        }
        var middle =
                from.plus(Duration.between(from, to).dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
        var shorter = half.compareTo(SHORTEST) < 0 ? this : ledBy(half);
        return List.of(shorter.between(from, middle), shorter.between(middle, to));
    }

    private RecordPart between(Instant begin, Instant end) {
        return new RecordPart(begin, end, lead, most, tries, notBefore, why);
    }
}
