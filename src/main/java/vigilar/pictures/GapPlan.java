package vigilar.pictures;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which part of Frigate's record is to be compared next. It knows no clock and asks nobody. What
/// is fresh comes every two minutes, whatever else is owed; then the newest part that is owed. A
/// part is owed until it was had, or is over a week old. For one thread.
final class GapPlan {
    /// 2 min: a gap is seldom, and nobody waits for it.
    static final Duration EVERY = Duration.ofMinutes(2);

    /// A week of absence: older news nobody looks for.
    static final Duration FARTHEST = Duration.ofDays(7);

    /// A day more, and then all that is over a week old is given up at once: each time is an event,
    /// and a Frigate that stays away must not make one every few minutes.
    static final Duration AT_ONCE = Duration.ofDays(1);

    /// 4 min after its end. Frigate's `end_time` is when something moved last; the record has it,
    /// and the message comes, when nothing has moved for 30 to 120 s after that (`cutoff_time`, in
    /// newer versions). And what comes over MQTT, or waits in the broker for us, needs its time.
    static final Duration LATE = Duration.ofMinutes(4);

    /// 6 h at a time, with the lead twelve: some hundred reviews of a lively street.
    static final Duration SLICE = Duration.ofHours(6);

    /// 15 min: when the fresh part cannot be had, a list as small as this shows whether Frigate
    /// gives any.
    static final Duration PROBE = Duration.ofMinutes(15);

    /// 2 troubles in a row: one may be Frigate's restart.
    static final int TROUBLE = 2;

    /// 4 times that Frigate does not do its work when this is asked for, while it does for the
    /// rest: then smaller parts are worth a try. What lies across their edges older versions hide.
    private static final int SILENCE = 4;

    /// 40 s between two tries at most, the fourth of the usual pauses, while nothing is had: so the
    /// fresh part, every two minutes, leaves room for others.
    private static final int MOST_PAUSE = 4;

    /// 100 parts, and none is cut any more: the 32 slices of eight days, and what some of them were
    /// cut into. With as many, each asked for every half hour, Frigate has a question of ours every
    /// 18 s.
    private static final int MOST_OWED = 100;

    /// A day: so long somebody who looks at the page once a day can read what was given up.
    static final Duration TOLD = Duration.ofDays(1);

    /// No house of ours is older than this: until the clock is set there is nothing to compare by.
    private static final Instant CLOCK_IS_SET = Instant.parse("2026-11-01T00:00:00Z");

    private final List<RecordPart> owed = new ArrayList<>();
    private final List<GivenUp> givenUp = new ArrayList<>();
    private Optional<GivenUp> told = Optional.empty();
    private Duration toldAt = Duration.ZERO;

    /// When the house was first compared; it stays, whatever the clock says later.
    private final Instant since;

    /// When the clock was found to be before that; nothing while it is not.
    private Optional<Instant> early;

    /// All before it was compared, before the clock was set back; a clock that was ahead says so of
    /// what is yet to come.
    private Instant compared = Instant.MIN;

    /// All before it was had, is owed, or was given up; what is fresh begins here.
    private Instant fresh;

    private int freshTries;
    private String freshWhy = "";
    private Duration freshAt;
    private boolean freshLast;

    /// The lead of what is fresh goes back no further: there is something that cannot be read.
    private Instant floor = Instant.MIN;

    private Duration floorUntil = Duration.ZERO;

    /// It is the part itself that cannot be had, and not all of Frigate that is away.
    private boolean freshIsUnusable;

    private int inARow;
    private Duration notBefore;

    /// @param until that is stored; else when a review was last heard; empty: there is no gap yet
    /// @param since that is stored
    GapPlan(Optional<Instant> until, Optional<Instant> since, Moment now) {
        var known = until.filter(GapPlan::isSet);
        this.fresh = known.map(GapPlan::second).orElse(second(now.wall()));
        if (since.filter(GapPlan::isSet).isEmpty()) {
            // never compared before: the last review may have been heard long ago
            fresh = later(fresh, second(now.wall()).minus(FARTHEST));
        }
        this.since =
                since.filter(GapPlan::isSet)
                        .or(() -> known.map(it -> earlier(it, now.wall())))
                        .orElse(now.wall());
        this.early =
                Optional.of(earlier(fresh, now.wall())).filter(_ -> isBeforeTheHouse(now.wall()));
        this.freshAt = now.passed();
        this.notBefore = now.passed();
        beginAt(fresh, fresh.isAfter(second(now.wall())) ? aWeekAgo(now) : fresh, now);
    }

    private boolean isBeforeTheHouse(Instant wall) {
        return wall.isBefore(since);
    }

    /// False for a clock that was never set.
    static boolean isSet(Instant wall) {
        return !wall.isBefore(CLOCK_IS_SET);
    }

    private static Instant second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /// A clock that was ahead has compared what was not there yet: then the whole week is owed.
    /// What was heard meanwhile is known, and is not brought in twice.
    private Instant aWeekAgo(Moment now) {
        return second(now.wall()).minus(FARTHEST);
    }

    /// @param until all before it was compared, if the clock was right
    private void beginAt(Instant until, Instant from, Moment now) {
        compared = later(compared, until);
        fresh = from.equals(until) ? until : later(from, second(past()));
        owed.clear();
        told = Optional.empty();
        floor = Instant.MIN;
        freshTries = 0;
        freshWhy = "";
        freshIsUnusable = false;
        freshAt = now.passed();
    }

    /// When it was first compared, to be stored.
    Instant since() {
        return since;
    }

    /// What was over by then is never brought in: it was before this house. A house that was first
    /// compared by a clock that was ahead would fill in nothing until it is so late again; and one
    /// whose clock is behind for an hour must not take what was before it for its own afterwards.
    /// So the limit goes back with the clock, and only as long as the clock does.
    Instant past() {
        return early.orElse(since);
    }

    /// All before it was compared or is given up: nothing owed is older.
    Instant until() {
        return owed.stream().map(RecordPart::from).reduce(fresh, GapPlan::earlier);
    }

    /// The part that is due, if one is.
    Optional<RecordPart> next(Moment now) {
        settle(now);
        if (now.passed().compareTo(notBefore) < 0) {
            return Optional.empty();
        }
        var due =
                owed.stream()
                        .filter(part -> now.passed().compareTo(part.notBefore()) >= 0)
                        .max(Comparator.comparing(RecordPart::to));
        var end = second(now.wall()).minus(LATE);
        // not twice in a row, or slow answers would leave nothing for the rest
        freshLast =
                now.passed().compareTo(freshAt) >= 0
                        && end.isAfter(fresh)
                        && (!freshLast || due.isEmpty());
        return freshLast ? Optional.of(freshPart(end)) : due;
    }

    private void settle(Moment now) {
        var wall = second(now.wall());
        early = Optional.of(earlier(past(), now.wall())).filter(_ -> isBeforeTheHouse(now.wall()));
        if (fresh.isAfter(wall.plus(EVERY))) {
            beginAt(until(), earlier(until(), aWeekAgo(now)), now);
        }
        var oldest = wall.minus(FARTHEST);
        var tooOld = oldest.minus(AT_ONCE);
        // with less, the part that is just as old is asked for first
        if (fresh.plus(SLICE).isBefore(tooOld)) {
            giveUp(new GivenUp(fresh, oldest, freshWhy), now);
            fresh = oldest;
        }
        for (; fresh.plus(SLICE).isBefore(wall.minus(LATE)); fresh = fresh.plus(SLICE)) {
            owed.add(RecordPart.of(fresh, fresh.plus(SLICE)).failed(0, freshWhy, now.passed()));
        }
        if (owed.stream().anyMatch(part -> part.to().isBefore(tooOld))) {
            var gone = owed.stream().filter(part -> part.to().isBefore(oldest)).toList();
            owed.removeAll(gone);
            gone.forEach(it -> giveUp(new GivenUp(it.from(), it.to(), it.why()), now));
        }
    }

    private void giveUp(GivenUp gone, Moment now) {
        // What a clock that was behind makes old was compared. But while a clock that was ahead is
        // what says so, it is better told once too often.
        var known = compared.isAfter(now.wall()) ? Instant.MIN : compared;
        var from = later(later(gone.from(), known), second(past()));
        if (from.isBefore(gone.to())) {
            givenUp.add(new GivenUp(from, gone.to(), gone.why()));
        }
    }

    private boolean isProbing() {
        return freshTries >= TROUBLE;
    }

    private RecordPart freshPart(Instant end) {
        if (isProbing()) {
            return RecordPart.of(later(fresh, end.minus(PROBE)), end).ledBy(Duration.ZERO);
        }
        var after = later(fresh.minus(RecordPart.LEAD), earlier(floor, fresh));
        return RecordPart.of(fresh, end).ledBy(Duration.between(after, fresh));
    }

    /// The part was had.
    ///
    /// @param cut when the oldest review on the list began, if older ones had no place on it
    void had(RecordPart part, Optional<Instant> cut, Moment now) {
        inARow = 0;
        notBefore = now.passed();
        if (owed.remove(part)) {
            cut.ifPresent(oldest -> owed.addAll(part.beyond(oldest)));
        } else if (isProbing()) {
            // Frigate is there. So it lies in the rest, which is asked for by itself from now on.
            owed.add(RecordPart.of(fresh, part.to()).failed(freshTries, freshWhy, now.passed()));
            owed.replaceAll(one -> one.failed(one.tries(), one.why(), now.passed()));
            if (freshIsUnusable) {
                floor = part.from();
                floorUntil = now.passed().plus(PicturePause.LONGEST);
            }
            freshUpTo(part.to(), now);
        } else {
            cut.ifPresent(oldest -> owed.addAll(part.beyond(oldest)));
            freshUpTo(part.to(), now);
        }
        // not sooner, or what cannot be read before all that is owed would fail every two minutes
        if (now.passed().compareTo(floorUntil) >= 0 && inTrouble().isEmpty()) {
            floor = Instant.MIN;
        }
    }

    private Optional<RecordPart> inTrouble() {
        return owed.stream()
                .filter(part -> part.tries() >= TROUBLE)
                .max(Comparator.comparing(RecordPart::to));
    }

    private void freshUpTo(Instant end, Moment now) {
        fresh = end;
        freshTries = 0;
        freshWhy = "";
        freshIsUnusable = false;
        freshAt = now.passed().plus(EVERY);
    }

    /// There is a list, but a larger one than is taken: shorter ones are asked for.
    void tooLarge(RecordPart part, String why, Moment now) {
        int fewer = part.most() / 4;
        if (fewer < RecordPart.FEWEST_REVIEWS) {
            unusable(part, why, now);
            return;
        }
        inARow = 0;
        if (owed.remove(part)) {
            owed.add(part.withLists(fewer));
        } else {
            var whole = isProbing() ? RecordPart.of(fresh, part.to()) : part;
            owed.add(whole.withLists(fewer));
            freshUpTo(part.to(), now);
        }
    }

    /// True for the part that is new, and is asked for whatever else is owed.
    boolean isFresh(RecordPart part) {
        return !owed.contains(part);
    }

    /// The part could not be had, and another may be.
    void unusable(RecordPart part, String why, Moment now) {
        freshIsUnusable |= isFresh(part);
        failed(part, why, TROUBLE, now);
    }

    /// The part could not be had, as nothing of Frigate could.
    void silent(RecordPart part, String why, Moment now) {
        failed(part, why, SILENCE, now);
    }

    private void failed(RecordPart part, String why, int cutAfter, Moment now) {
        boolean oneOfMany = inARow < TROUBLE;
        inARow++;
        if (inARow >= TROUBLE) {
            notBefore = now.passed().plus(PicturePause.after(Math.min(inARow, MOST_PAUSE)));
        }
        if (!owed.remove(part)) {
            freshTries++;
            freshWhy = why;
            var pause = PicturePause.after(freshTries);
            freshAt = now.passed().plus(pause.compareTo(EVERY) > 0 ? EVERY : pause);
            return;
        }
        int tries = part.tries() + 1;
        var again = part.failed(tries, why, now.passed().plus(PicturePause.after(tries)));
        // while nothing at all is had, smaller parts would not be either
        var mayCut = oneOfMany && tries >= cutAfter && owed.size() < MOST_OWED;
        owed.addAll(mayCut ? again.smaller() : List.of(again));
    }

    /// What was given up since this was last asked, the oldest first.
    List<GivenUp> takeGivenUp(Moment now) {
        var all = GivenUp.joined(givenUp);
        givenUp.clear();
        for (var part : all) {
            if (!part.why().isEmpty()) {
                told = Optional.of(part);
                toldAt = now.passed();
            }
        }
        return all;
    }

    /// Why something could not be had for the second time in a row, and still is not.
    Optional<String> trouble() {
        return isProbing() ? Optional.of(freshWhy) : inTrouble().map(RecordPart::why);
    }

    /// The newest of what was given up within a day though we asked for it.
    Optional<GivenUp> lost(Moment now) {
        return told.filter(_ -> now.passed().minus(toldAt).compareTo(TOLD) < 0);
    }
}
