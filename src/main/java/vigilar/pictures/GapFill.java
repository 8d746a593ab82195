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

    /// An hour: a review that went on when we last looked has ended by then.
    private static final Duration OVERLAP = Duration.ofHours(1);

    /// 30 s with the bus: what the broker had queued for us has come by then, and needs no filling.
    private static final Duration QUEUE = Duration.ofSeconds(30);

    /// A week of absence: older news nobody looks for.
    private static final Duration FARTHEST = Duration.ofDays(7);

    /// 6 h at a time: some hundred reviews of a lively street.
    private static final Duration SLICE = Duration.ofHours(6);

    /// 1,000 reviews in a slice; a house with more of them in six hours misses the oldest.
    private static final int MOST_REVIEWS = 1_000;

    /// 4 MiB: a thousand reviews at 2 KiB fit twice.
    private static final long MOST_JSON = 4L << 20;

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
            var from = until.get().minus(OVERLAP);
            var oldest = now.minus(FARTHEST);
            for (var at = from.isBefore(oldest) ? oldest : from; at.isBefore(now); ) {
                var end = at.plus(SLICE);
                var trouble = slice(at, end, now);
                if (trouble.isPresent()) {
                    return trouble;
                }
                at = end;
            }
            store.compared(now);
        }
        next = now.plus(EVERY);
        return Optional.empty();
    }

    private Optional<String> slice(Instant from, Instant to, Instant now)
            throws InterruptedException, IOException {
        var into = settings.folder().resolve("reviews.part");
        var path =
                "/api/review?after=%d&before=%d&limit=%d"
                        .formatted(from.getEpochSecond(), to.getEpochSecond(), MOST_REVIEWS);
        try {
            return switch (door.fetch(path, MOST_JSON, into)) {
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
