package vigilar.intake;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.event.Event;
import vigilar.event.Occurrence;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.journal.SqlArchive;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Tells while nobody hears the devices, and when somebody does again: who cuts the link of an
/// armed house must not be heard of only when it is back, if it ever is. Stands beside intake,
/// since an intake that fails again and again, or whose process is gone, says nothing. Each process
/// that knows of intake has one; what one has told the others do not. One loop, for the supervisor.
///
/// It tells, too, of a producer that is off while the house is armed. Whoever is at home reads on
/// the page that it is.
public final class HearingWatch {
    /// The part's name on the health board.
    public static final String PART = "hearing";

    /// 500 ms: a link that holds for a second is seen to hold, and a look is one at a board.
    static final Duration LOOK = Duration.ofMillis(500);

    /// 10 s: so often a house that hears looks whether somebody says that it does not: another
    /// process that was too slow, or one that is no more. One read from an index.
    static final Duration LOOK_BACK = Duration.ofSeconds(10);

    private static final HearingLossStore.Loss OURS = HearingLossStore.Loss.OF_OUR_LINK;

    private static final Logger LOG = LoggerFactory.getLogger(HearingWatch.class);

    private final EventJournal journal;
    private final Database database;
    private final EventArchive archive;
    private final BooleanSupplier hears;
    private final InstantSource wall;
    private final LongSupplier nanos;
    private final Deafness deafness;
    private final ProducerWatch producers;
    private Optional<Long> lookedBackNanos = Optional.empty();

    /// @param hears whether intake hears the bus at this moment, here or in another process
    /// @param offWhileArmed the producers that say they are off, if the house is armed
    /// @param nanos a clock that only goes forward, such as [System#nanoTime]
    public HearingWatch(
            EventJournal journal,
            Database database,
            BooleanSupplier hears,
            Supplier<Set<SourceId>> offWhileArmed,
            InstantSource wall,
            LongSupplier nanos) {
        this.journal = journal;
        this.database = database;
        this.archive = new SqlArchive(database);
        this.hears = hears;
        this.wall = wall;
        this.nanos = nanos;
        this.deafness = new Deafness(nanos.getAsLong());
        this.producers = new ProducerWatch(offWhileArmed, this::isLost);
    }

    /// Goes on until interrupted.
    ///
    /// @param looked after each look
    /// @throws vigilar.storage.StorageException when something could not be told: the next run does
    public void run(Runnable looked) throws InterruptedException {
        while (true) {
            look();
            looked.run();
            Thread.sleep(LOOK);
        }
    }

    void look() {
        long now = nanos.getAsLong();
        if (hears.getAsBoolean()) {
            deafness.hears(now);
        } else {
            deafness.isDeaf(now);
            lookedBackNanos = Optional.empty();
        }
        deafness.untold(now).ifPresent(it -> tell(it, now));
        if (deafness.heardSince().isPresent() && isTimeToLookBack(now)) {
            lookBack(at(deafness.heardSince().getAsLong(), now));
            lookedBackNanos = Optional.of(now);
        }
        producers.look(now);
    }

    private void isLost(SourceId producer, Deafness.Untold untold) {
        long now = nanos.getAsLong();
        var since = at(untold.beganNanos(), now);
        var told = Absence.ofProducerNow(producer, since, untold.lasted(), wall.instant());
        if (says(HearingLossStore.Loss.of(producer), false, told)) {
            LOG.warn("{} has been off in the armed house", producer);
        }
    }

    private boolean isTimeToLookBack(long now) {
        return lookedBackNanos.stream().allMatch(it -> now - it >= LOOK_BACK.toNanos());
    }

    private void tell(Deafness.Untold untold, long now) {
        var since = at(untold.beganNanos(), now);
        if (says(OURS, false, Absence.ofOurLinkNow(since, untold.lasted(), wall.instant()))) {
            LOG.warn("no device has been heard for {} s in all", untold.lasted().toSeconds());
        }
        deafness.wasTold(untold);
    }

    /// Ends what is said to stand, whoever said it.
    private void lookBack(Instant heardSince) {
        if (!HearingLossStore.stands(database)) {
            return;
        }
        newestLoss()
                .ifPresent(
                        lost -> {
                            // whoever knows late of what is over has told it after its end
                            var until = lost.at().isAfter(heardSince) ? lost.at() : heardSince;
                            says(OURS, true, Absence.ofOurLink(Absence.since(lost), until));
                        });
    }

    private Optional<Event> newestLoss() {
        var losses =
                new ArchiveFilter(
                        Severity.INFO,
                        Set.of(Absence.HEARING_LOST),
                        Set.of(SourceId.SYSTEM),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "");
        return archive.before(Optional.empty(), losses, 1).events().stream().findFirst();
    }

    /// Appends it unless another process was first.
    private boolean says(HearingLossStore.Loss loss, boolean stood, Occurrence what) {
        try {
            journal.append(List.of(what), HearingLossStore.turning(loss, stood)).join();
            return true;
        } catch (CompletionException failed) {
            if (HearingLossStore.wasSaid(failed)) {
                return false;
            }
            throw failed;
        }
    }

    private Instant at(long then, long now) {
        return wall.instant().minusNanos(now - then);
    }
}
