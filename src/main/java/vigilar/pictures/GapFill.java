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
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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

    /// 1,000 reviews an answer, Frigate gives the newest: a house with more of them in six hours
    /// misses the oldest.
    private static final int MOST_REVIEWS = 1_000;

    /// Asked for those that nobody looked at in Frigate, then for the others. 0 means the first in
    /// every version; 1 means all of them in older ones and only the others in newer ones; and
    /// saying nothing means 0 in older ones and all in newer ones. In this order: what somebody
    /// looks at between the two is in both.
    private static final List<Integer> REVIEWED = List.of(0, 1);

    private static final Logger LOG = LoggerFactory.getLogger(GapFill.class);

    private final FrigateDoor door;
    private final EventJournal journal;
    private final PictureStore store;
    private final PictureSettings settings;
    private final InstantSource clock;
    private final Health health;
    private Instant next;

    GapFill(
            FrigateDoor door,
            EventJournal journal,
            PictureStore store,
            PictureSettings settings,
            Health health,
            InstantSource clock) {
        this.door = door;
        this.journal = journal;
        this.store = store;
        this.settings = settings;
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

    /// Fills what is missing since it was last compared.
    ///
    /// @return why Frigate did not do its work, or empty
    Optional<String> fill() throws InterruptedException, IOException {
        var now = clock.instant();
        var until = store.comparedUntil();
        if (until.isEmpty() || until.get().isAfter(now)) {
            store.compared(now); // no review was ever heard: there is no gap to fill
        } else {
            var oldest = now.minus(FARTHEST);
            var at = until.get().isBefore(oldest) ? oldest : until.get();
            do {
                var trouble = slice(at.minus(OVERLAP), at.plus(SLICE), now);
                if (trouble.isPresent()) {
                    return trouble;
                }
                at = at.plus(SLICE);
            } while (at.isBefore(now));
            store.compared(now);
        }
        next = now.plus(EVERY);
        return Optional.empty();
    }

    private Optional<String> slice(Instant from, Instant to, Instant now)
            throws InterruptedException, IOException {
        for (var reviewed : REVIEWED) {
            var trouble =
                    ask(
                            "/api/review?after=%d&before=%d&reviewed=%d&limit=%d"
                                    .formatted(
                                            from.getEpochSecond(),
                                            to.getEpochSecond(),
                                            reviewed,
                                            MOST_REVIEWS),
                            now);
            if (trouble.isPresent()) {
                return trouble;
            }
        }
        return Optional.empty();
    }

    private Optional<String> ask(String path, Instant now)
            throws InterruptedException, IOException {
        var into = settings.folder().resolve("reviews.part");
        try {
            return switch (door.fetch(path, FrigateRecord.MOST_BYTES, into)) {
                case Reply.Got _ -> {
                    var read = FrigateRecord.read(Files.readAllBytes(into), settings.prefix(), now);
                    read.ifPresent(reviews -> append(reviews, now));
                    yield read.isPresent()
                            ? Optional.empty()
                            : Optional.of("its list of reviews is no JSON list");
                }
                case Reply.NotYet(var why) -> Optional.of("its list of reviews: " + why);
                case Reply.Refused(var why) -> Optional.of("its list of reviews: " + why);
                case Reply.Trouble(var why) -> Optional.of(why);
                case Reply.Locked _ -> Optional.of("Frigate wants a login");
            };
        } finally {
            Files.deleteIfExists(into);
        }
    }

    private void append(List<FrigateRecord> reviews, Instant now) {
        for (var review : reviews) {
            if (review.ended().isAfter(now.minus(LATE)) || store.knowsReview(review.id())) {
                continue;
            }
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
}
