package vigilar.pictures;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.intake.FrigateRecord;
import vigilar.intake.Intake;
import vigilar.journal.EventJournal;
import vigilar.storage.StorageException;
import vigilar.supervisor.Health;
import vigilar.supervisor.PartState;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;

/// Compares Frigate's own record with the journal, and appends what never reached us over MQTT:
/// marked as fetched later, and so never alarming. For one thread.
final class GapFill {
    /// 2 min: a gap is seldom, and nobody waits for it.
    private static final Duration EVERY = Duration.ofMinutes(2);

    /// 90 s after its end: what came over MQTT, or waits in the broker for us, has come by then.
    private static final Duration LATE = Duration.ofSeconds(90);

    /// 6 h before each slice. Older versions of Frigate leave out what began before `after` or
    /// ended after `before`: only what is shorter than the overlap is whole in one of the slices,
    /// whatever edge it lies across. A review lasts as long as something moves, in a lively street
    /// for hours; one of more than six, of which no message reached us, stays missing with those
    /// versions.
    private static final Duration OVERLAP = Duration.ofHours(6);

    /// 30 s with the bus: what the broker had queued for us has come by then, and needs no filling.
    private static final Duration QUEUE = Duration.ofSeconds(30);

    /// A week of absence: older news nobody looks for.
    private static final Duration FARTHEST = Duration.ofDays(7);

    /// 6 h at a time, with the overlap twelve: some hundred reviews of a lively street.
    private static final Duration SLICE = Duration.ofHours(6);

    /// Asked for those that nobody looked at in Frigate, then for the others. 0 means the first in
    /// every version; 1 means all of them in older ones and only the others in newer ones; and
    /// saying nothing means 0 in older ones and all in newer ones. In this order: what somebody
    /// looks at between the two is in both.
    private static final List<Integer> REVIEWED = List.of(0, 1);

    /// 2 troubles in a row: one may be Frigate's restart.
    private static final int TROUBLE = 2;

    /// 40 s between two tries at most, the fourth of the usual pauses.
    private static final int MOST_PAUSE = 4;

    /// 4 answers in a row that did not come, of two parts of the record: nor would the others.
    private static final int SILENT = 4;

    /// No house of ours is older than this: until the clock is set there is nothing to compare by.
    private static final Instant CLOCK_IS_SET = Instant.parse("2026-11-01T00:00:00Z");

    private static final Logger LOG = LoggerFactory.getLogger(GapFill.class);

    private final ReviewList list;
    private final EventJournal journal;
    private final PictureStore store;
    private final InstantSource clock;
    private final Health health;
    private Instant next;
    private int failures;
    private Set<String> odd = Set.of();

    GapFill(
            FrigateDoor door,
            EventJournal journal,
            PictureStore store,
            PictureSettings settings,
            Health health,
            InstantSource clock) {
        this.list = new ReviewList(door, settings, clock);
        this.journal = journal;
        this.store = store;
        this.health = health;
        this.clock = clock;
        this.next = clock.instant().plus(QUEUE);
    }

    /// True if it is time to compare again. While intake does not hear the bus, or has only just
    /// come back to it, the broker may still hold what seems to be missing.
    boolean isDue() {
        var now = clock.instant();
        var intake = health.parts().get(Intake.PART);
        var hears =
                intake == null // in another process: then the pause after our own start must do
                        || (intake instanceof PartState.Up(var since)
                                && !since.plus(QUEUE).isAfter(now));
        boolean wentBack = next.isAfter(now.plus(EVERY));
        return hears && (wentBack || !now.isBefore(next));
    }

    /// Fills what is missing since it was last compared. A part of the record that cannot be had
    /// stops none of the others; all of it is tried again next time.
    ///
    /// @return why a part could not be had for the second time in a row, or empty
    Optional<String> fill() throws InterruptedException, IOException {
        var now = clock.instant();
        if (now.isBefore(CLOCK_IS_SET)) {
            next = now.plus(EVERY);
            return Optional.empty();
        }
        var until = store.comparedUntil();
        if (until.isEmpty() || until.get().isAfter(now)) {
            store.compared(now, now); // no review was ever heard: there is no gap to fill
            return well(now);
        }
        if (store.comparedSince().isEmpty()) {
            store.compared(until.get(), until.get()); // what is filled in now must not move it on
        }
        var since = store.comparedSince().orElseThrow();
        var oldest = now.minus(FARTHEST);
        var trouble = compare(until.get().isBefore(oldest) ? oldest : until.get(), since, now);
        if (trouble.isEmpty()) {
            store.compared(now, since);
            return well(now);
        }
        failures++;
        next = now.plus(PicturePause.after(Math.min(failures, MOST_PAUSE)));
        return trouble.filter(_ -> failures >= TROUBLE);
    }

    private Optional<String> well(Instant now) {
        failures = 0;
        next = now.plus(EVERY);
        return Optional.empty();
    }

    private Optional<String> compare(Instant from, Instant since, Instant now)
            throws InterruptedException, IOException {
        var trouble = Optional.<String>empty();
        var strange = new TreeSet<String>();
        int silences = 0;
        for (var at = from; at.isBefore(now) && silences < SILENT; at = at.plus(SLICE)) {
            for (var reviewed : REVIEWED) {
                switch (list.ask(at.minus(OVERLAP), at.plus(SLICE), reviewed)) {
                    case ReviewList.Answer.Of some -> {
                        some.odd().ifPresent(strange::add);
                        take(some.reviews(), since, now);
                        silences = 0;
                    }
                    case ReviewList.Answer.Unusable(var why) -> trouble = Optional.of(why);
                    case ReviewList.Answer.Silence(var why) -> {
                        trouble = Optional.of(why);
                        silences++;
                    }
                }
            }
        }
        tell(strange);
        return trouble;
    }

    /// Once, not every two minutes while it is in sight.
    private void tell(Set<String> strange) {
        if (!strange.equals(odd)) {
            strange.forEach(why -> LOG.warn("on Frigate's record, not understood: {}", why));
            odd = strange;
        }
    }

    private void take(List<FrigateRecord> reviews, Instant since, Instant now) {
        for (var review : reviews) {
            if (review.ended().isAfter(since)
                    && review.ended().isBefore(now.minus(LATE))
                    && !store.knowsReview(review.id())) {
                append(review, now);
            }
        }
    }

    private void append(FrigateRecord review, Instant now) {
        try {
            journal.append(
                            List.of(review.occurrence()),
                            rows -> PictureStore.takeReview(rows, review.id(), now))
                    .join();
            LOG.info("review {} did not reach us and is filled in", review.id());
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof StorageException)
                    || !store.knowsReview(review.id())) {
                throw failed;
            }
            LOG.debug("review {} came by itself meanwhile", review.id());
        }
    }
}
