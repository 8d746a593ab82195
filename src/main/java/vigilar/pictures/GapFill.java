package vigilar.pictures;

import org.jspecify.annotations.Nullable;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Compares Frigate's own record with the journal, one part of it at each step, and appends what
/// never reached us over MQTT: marked as fetched later, and so never alarming. For one thread.
final class GapFill {
    /// 30 s with the bus: what the broker had queued for us has come by then, and needs no filling.
    private static final Duration QUEUE = Duration.ofSeconds(30);

    /// Asked for those that nobody looked at in Frigate, then for the others. 0 means the first in
    /// every version; 1 means all of them in older ones and only the others in newer ones; and
    /// saying nothing means 0 in older ones and all in newer ones. In this order: what somebody
    /// looks at between the two is in both.
    private static final List<Integer> REVIEWED = List.of(0, 1);

    /// 100 things that were not understood are told once, not every two minutes while they are in
    /// sight.
    private static final int MOST_ODD = 100;

    private static final Comparator<Instant> NEWEST = Comparator.naturalOrder();

    private static final Logger LOG = LoggerFactory.getLogger(GapFill.class);

    /// 64 filled in, and we look again at what came: whoever appends looks through what nobody
    /// looked at yet.
    private static final int LOOK = 64;

    /// What a step came to.
    enum Step {
        NOTHING_DUE,
        ANSWERED,

        /// Only this part could not be had. That says nothing of Frigate: an old list that is slow
        /// must not look like an absence, after which all that waits is tried at once.
        TROUBLE,

        SILENCE
    }

    private record Stored(Instant until, Instant since) {}

    private final ReviewList list;
    private final EventJournal journal;
    private final ReviewStore reviews;
    private final Health health;
    private final Supplier<Moment> clock;
    private final Runnable follow;
    private final Set<String> odd = new HashSet<>();
    private @Nullable GapPlan plan;
    private Optional<Stored> stored = Optional.empty();
    private Optional<PartState> intake;
    private Duration hearsSince;

    /// @param follow takes note of what the journal has by now
    GapFill(
            ReviewList list,
            EventJournal journal,
            ReviewStore reviews,
            Health health,
            Supplier<Moment> clock,
            Runnable follow) {
        this.list = list;
        this.journal = journal;
        this.reviews = reviews;
        this.health = health;
        this.clock = clock;
        this.follow = follow;
        this.intake = intake();
        this.hearsSince = clock.get().passed();
    }

    private Optional<PartState> intake() {
        return Optional.ofNullable(health.parts().get(Intake.PART));
    }

    /// While intake does not hear the bus, or has only just come back to it, the broker may still
    /// hold what seems to be missing. Pictures are fetched in its process.
    private boolean hears(Moment now) {
        var state = intake();
        if (!state.equals(intake)) {
            intake = state;
            hearsSince = now.passed();
        }
        return state.filter(it -> it instanceof PartState.Up).isPresent()
                && now.passed().minus(hearsSince).compareTo(QUEUE) >= 0;
    }

    /// Compares the part of the record that is due, if one is, and fills in what is missing.
    Step step() throws InterruptedException, IOException {
        var now = clock.get();
        if (!hears(now) || !GapPlan.isSet(now.wall())) {
            return Step.NOTHING_DUE;
        }
        var going = plan;
        if (going == null) {
            going = new GapPlan(reviews.comparedUntil(), reviews.comparedSince(), now);
            plan = going;
        }
        var part = going.next(now);
        var step = part.isEmpty() ? Step.NOTHING_DUE : compare(going, part.get(), now);
        keepWhatIsReached(going, now.wall());
        return step;
    }

    /// What is given up and that it is not asked for again are one transaction: told once, whatever
    /// is killed when.
    private void keepWhatIsReached(GapPlan going, Instant now) {
        var gone = going.takeGivenUp(clock.get());
        var reached = new Stored(going.until(), going.since());
        if (gone.isEmpty() && stored.equals(Optional.of(reached))) {
            return;
        }
        journal.append(
                        gone.stream().map(it -> RecordGap.of(it, now)).toList(),
                        rows -> ReviewStore.compared(rows, reached.until(), reached.since()))
                .join();
        stored = Optional.of(reached);
        for (var part : gone) {
            LOG.warn(
                    "what Frigate has on record from {} to {} is over a week old and not compared"
                            + " any more: {}",
                    part.from(),
                    part.to(),
                    RecordGap.why(part));
        }
    }

    /// Why something may be missing, one line for people; empty when nothing is known to be.
    Optional<String> trouble() {
        var going = plan;
        if (going == null) {
            return Optional.empty();
        }
        return going.trouble()
                .map(
                        why ->
                                "Frigate's record cannot be compared with ours, so events may be"
                                        + " missing: "
                                        + why)
                .or(() -> going.lost(clock.get()).map(GapFill::inWords));
    }

    private static String inWords(GivenUp lost) {
        return """
        Frigate's record from %s to %s could not be had for a week, so events may be missing: %s\
        """
                .formatted(lost.from(), lost.to(), lost.why());
    }

    private Step compare(GapPlan going, RecordPart part, Moment asked)
            throws InterruptedException, IOException {
        var found = new ArrayList<FrigateRecord>();
        var cut = Optional.<Instant>empty();
        var large = Optional.<String>empty();
        var trouble = Optional.<String>empty();
        var step = Step.ANSWERED;
        for (var reviewed : REVIEWED) {
            if (step != Step.ANSWERED) {
                break; // as the other one would be
            }
            switch (list.ask(part, reviewed, asked.wall())) {
                case ReviewList.Answer.Of some -> {
                    found.addAll(some.reviews());
                    some.odd().ifPresent(this::tell);
                    cut = Stream.concat(cut.stream(), some.cut().stream()).max(NEWEST);
                }
                case ReviewList.Answer.TooLarge(var why) -> large = Optional.of(why);
                case ReviewList.Answer.Unusable(var why) -> trouble = Optional.of(why);
                case ReviewList.Answer.Late(var why) -> {
                    trouble = Optional.of(why);
                    step = Step.TROUBLE;
                }
                case ReviewList.Answer.Silence(var why) -> {
                    trouble = Optional.of(why);
                    step = Step.SILENCE;
                }
            }
        }
        take(found, going.past(), asked.wall());
        var answered = clock.get();
        if (step == Step.SILENCE) {
            step = going.isFresh(part) ? Step.SILENCE : Step.TROUBLE;
            going.silent(part, trouble.orElseThrow(), answered);
        } else if (trouble.isPresent()) {
            going.unusable(part, trouble.get(), answered);
        } else if (large.isPresent()) {
            going.tooLarge(part, large.get(), answered);
        } else {
            cut.filter(part::isCrowdedAt)
                    .ifPresent(_ -> tell("more reviews at once than it lists"));
            going.had(part, cut, answered);
        }
        return step;
    }

    private void tell(String strange) {
        if (odd.size() >= MOST_ODD) {
            odd.clear();
        }
        if (odd.add(strange)) {
            LOG.warn("on Frigate's record, not understood: {}", strange);
        }
    }

    private void take(List<FrigateRecord> found, Instant past, Instant now) {
        follow.run(); // what came while we asked is known to us, and no gap
        int filled = 0;
        for (var review : ended(found, past, now.minus(GapPlan.LATE))) {
            if (!reviews.knowsReview(review.id())) {
                append(review, now);
                if (++filled % LOOK == 0) {
                    follow.run();
                }
            }
        }
    }

    private static List<FrigateRecord> ended(List<FrigateRecord> all, Instant after, Instant by) {
        return all.stream()
                .filter(review -> review.ended().isAfter(after))
                .filter(review -> review.ended().isBefore(by))
                .sorted(Comparator.comparing(FrigateRecord::ended))
                .toList();
    }

    private void append(FrigateRecord review, Instant now) {
        try {
            journal.append(
                            List.of(review.occurrence()),
                            rows ->
                                    ReviewStore.takeReview(
                                            rows,
                                            review.id(),
                                            review.occurrence().origin().topic(),
                                            now))
                    .join();
            LOG.info("review {} did not reach us and is filled in", review.id());
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof StorageException) || !isKnown(review.id())) {
                throw failed;
            }
            LOG.debug("review {} came by itself meanwhile", review.id());
        }
    }

    private boolean isKnown(String review) {
        follow.run();
        return reviews.knowsReview(review);
    }
}
