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

    private static final Logger LOG = LoggerFactory.getLogger(GapFill.class);

    private final ReviewList list;
    private final EventJournal journal;
    private final PictureStore store;
    private final InstantSource clock;
    private final Health health;
    private Instant next;
    private Optional<String> unreadable = Optional.empty();
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
        return hears && !now.isBefore(next);
    }

    /// Fills what is missing since it was last compared. A part of the record that cannot be read
    /// stops none of the others; all of it is tried again next time.
    ///
    /// @return why Frigate did not do its work at all, or empty
    Optional<String> fill() throws InterruptedException, IOException {
        var now = clock.instant();
        var until = store.comparedUntil();
        if (until.isEmpty() || until.get().isAfter(now)) {
            store.compared(now, now); // no review was ever heard: there is no gap to fill
            next = now.plus(EVERY);
            return Optional.empty();
        }
        var since = store.comparedSince().orElse(until.get());
        var oldest = now.minus(FARTHEST);
        var at = until.get().isBefore(oldest) ? oldest : until.get();
        var trouble = Optional.<String>empty();
        var strange = new TreeSet<String>();
        next = now.plus(EVERY);
        do {
            for (var reviewed : REVIEWED) {
                switch (list.ask(at.minus(OVERLAP), at.plus(SLICE), reviewed)) {
                    case ReviewList.Answer.Of some -> {
                        some.odd().ifPresent(strange::add);
                        take(some, at, since, now);
                    }
                    case ReviewList.Answer.Unusable(var why) -> trouble = Optional.of(why);
                    case ReviewList.Answer.Silence(var why) -> {
                        next = now; // as soon as it is asked again for anything
                        return Optional.of(why);
                    }
                }
            }
            at = at.plus(SLICE);
        } while (at.isBefore(now));
        tell(strange);
        unreadable = trouble;
        if (trouble.isEmpty()) {
            store.compared(now, since);
        }
        return Optional.empty();
    }

    /// Why a part of the record could not be read the last time, while Frigate does its work else.
    Optional<String> unreadable() {
        return unreadable;
    }

    /// Once, not every two minutes while it is in sight.
    private void tell(Set<String> strange) {
        if (!strange.equals(odd)) {
            strange.forEach(why -> LOG.warn("on Frigate's record, not understood: {}", why));
            odd = strange;
        }
    }

    private void take(ReviewList.Answer.Of some, Instant at, Instant since, Instant now) {
        if (some.isCut() && some.reviews().stream().noneMatch(it -> it.ended().isBefore(at))) {
            LOG.warn("Frigate has more reviews from {} on than it lists; some stay missing", at);
        }
        for (var review : some.reviews()) {
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
