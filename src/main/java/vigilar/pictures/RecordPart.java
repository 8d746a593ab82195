package vigilar.pictures;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A part of Frigate's record: the reviews that ended within it.
///
/// @param begun when they had begun by; the end, but for those that are longer than what a list
///   shows
/// @param lead how far before it reviews may have begun
/// @param most reviews a list
/// @param tries in a row that did not have it
/// @param notBefore so much time passed is it asked for again
/// @param why it was not had; empty when it was not tried
record RecordPart(
        Instant from,
        Instant to,
        Instant begun,
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

    /// 1 s: Frigate is asked by whole ones.
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /// 1 min, of reviews that all go on at the same moment: they are few.
    private static final Duration LONG_ONES_AT_ONCE = Duration.ofMinutes(1);

    static RecordPart of(Instant from, Instant to) {
        return new RecordPart(from, to, to, LEAD, MOST_REVIEWS, 0, Duration.ZERO, "");
    }

    Instant after() {
        return from.minus(lead);
    }

    RecordPart ledBy(Duration lead) {
        return new RecordPart(from, to, begun, lead, most, tries, notBefore, why);
    }

    private RecordPart upTo(Instant end) {
        return new RecordPart(from, end, end, lead, most, 0, Duration.ZERO, "");
    }

    private RecordPart begunBy(Instant time, Duration lead) {
        return new RecordPart(from, to, time, lead, most, 0, Duration.ZERO, "");
    }

    RecordPart withLists(int most) {
        return new RecordPart(from, to, begun, lead, most, tries, Duration.ZERO, why);
    }

    RecordPart failed(int tries, String why, Duration notBefore) {
        return new RecordPart(from, to, begun, lead, most, tries, notBefore, why);
    }

    private boolean isOfLongOnes() {
        return begun.isBefore(to);
    }

    /// True if a full list whose oldest began at `oldest` leaves out what no other will show.
    boolean isCrowdedAt(Instant oldest) {
        return !oldest.isBefore(begun.minus(isOfLongOnes() ? LONG_ONES_AT_ONCE : AT_ONCE));
    }

    /// What no list showed yet, when the oldest that one showed began at `oldest`: all that had
    /// ended by then, and half of what was shown once more, because reviews of older versions that
    /// lie across the edge are in neither list. Each time a second less at the least.
    ///
    /// Once a list goes back to the beginning, only those are left that had begun before all it
    /// shows. Newer versions give them alone: they went on when the oldest of the list began. So
    /// two lists more, with hardly anything on them, every two minutes, and not the whole lead
    /// again, in a street with thousands of reviews a day. To older ones that question means
    /// nothing; they do not list such a review at all.
    List<RecordPart> beyond(Instant oldest) {
        var next = seconds(oldest).plus(AT_ONCE);
        if (isOfLongOnes()) {
            var goesOn = !isCrowdedAt(oldest) && next.isAfter(from.minus(GapPlan.FARTHEST));
            return goesOn ? List.of(begunBy(next, lead)) : List.of();
        }
        var half = seconds(oldest.plus(Duration.between(oldest, to).dividedBy(2)));
        var end = half.isBefore(to) ? half : to.minus(AT_ONCE);
        if (oldest.isAfter(from) && end.isAfter(from)) {
            return List.of(upTo(end));
        }
        var begun = next.isBefore(from) ? next : from;
        return List.of(begunBy(begun, Duration.between(begun, from)));
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /// The same in smaller parts with shorter leads, so that what cannot be read takes less along.
    List<RecordPart> smaller() {
        if (isOfLongOnes()) {
            return List.of(this);
        }
        var half = lead.dividedBy(2);
        if (Duration.between(from, to).compareTo(SHORTEST) <= 0) {
            return List.of(ledBy(half.compareTo(SHORTEST_LEAD) < 0 ? Duration.ZERO : half));
        }
        var middle = seconds(from.plus(Duration.between(from, to).dividedBy(2)));
        var shorter = half.compareTo(SHORTEST) < 0 ? this : ledBy(half);
        return List.of(shorter.between(from, middle), shorter.between(middle, to));
    }

    private RecordPart between(Instant begin, Instant end) {
        return new RecordPart(begin, end, end, lead, most, tries, notBefore, why);
    }
}
