package vigilar.pictures;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.journal.EventJournal;
import vigilar.journal.SqlCursor;
import vigilar.storage.Database;
import vigilar.supervisor.Health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Follows the journal, notes which pictures its reviews are owed, and fetches them when they are
/// there. What is owed outlives a restart; what cannot be had says why. One loop, for the
/// supervisor.
public final class PictureRound {
    /// The part's name on the health board.
    public static final String PART = "pictures";

    /// 1 s: how closely the pauses are kept while nothing happens in the house.
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// A day: Frigate keeps what it does not need for about as long; older news gets no pictures.
    private static final Duration OLDEST = Duration.ofDays(1);

    /// 256 events a page, as every follower.
    private static final int PAGE = 256;

    /// 4 KiB: a version is a word.
    private static final long MOST_OF_A_WORD = 4L << 10;

    /// Where a body lies until it is known to be a picture.
    private static final String FETCHED = "fetched.part";

    private static final Logger LOG = LoggerFactory.getLogger(PictureRound.class);

    private final EventJournal journal;
    private final SqlCursor cursor;
    private final PictureStore store;
    private final ReviewStore reviews;
    private final PictureSettings settings;
    private final Health health;
    private final Supplier<Moment> clock;
    private final Patience patience;

    PictureRound(
            Database database,
            EventJournal journal,
            PictureSettings settings,
            Health health,
            Supplier<Moment> clock,
            Patience patience) {
        this.journal = journal;
        this.cursor = new SqlCursor(database, "pictures");
        this.store = new PictureStore(database);
        this.reviews = new ReviewStore(database);
        this.settings = settings;
        this.health = health;
        this.clock = clock;
        this.patience = patience;
    }

    /// The one of a house.
    public static PictureRound of(
            Database database,
            EventJournal journal,
            PictureSettings settings,
            Health health,
            InstantSource clock) {
        var both = Moment.by(clock);
        return new PictureRound(database, journal, settings, health, both, Patience.USUAL);
    }

    /// Fetches until interrupted. Whatever it does in a round is bounded, so that nothing waits
    /// long for its turn.
    ///
    /// @throws IOException when the folder cannot be written
    public void run() throws InterruptedException, IOException {
        Album.sweep(store, settings.folder());
        var base = settings.frigate().orElseThrow();
        try (var door = new FrigateDoor(base, settings)) {
            var standing = new Standing(health, store, clock);
            var list = new ReviewList(door, settings, patience.word());
            var pictures = new ReviewPictures(door, store, reviews, clock, patience);
            var gaps = new GapFill(list, journal, reviews, health, clock, this::follow);
            while (true) {
                var seen = journal.head();
                follow();
                if (standing.mayFetch()) {
                    fetchDue(pictures, standing);
                }
                if (standing.mayKnock()) {
                    knock(door, standing);
                }
                var pause = compare(gaps, standing) ? Duration.ZERO : LOOK;
                if (!journal.awaitBeyond(seen, pause)) {
                    journal.refresh(); // what other processes appended wakes nobody here
                }
            }
        }
    }

    /// True if there was a list, and there may be another.
    private static boolean compare(GapFill gaps, Standing standing)
            throws InterruptedException, IOException {
        var step = gaps.step();
        switch (step) {
            case NOTHING_DUE, TROUBLE -> {}
            case ANSWERED -> standing.answered();
            case SILENCE -> standing.silent();
        }
        standing.gap(gaps.trouble());
        return step == GapFill.Step.ANSWERED;
    }

    /// Asks something small until the first answer after our start: whether Frigate is there and
    /// lets us in shall not be found out by the first picture.
    private void knock(FrigateDoor door, Standing standing)
            throws InterruptedException, IOException {
        var into = settings.folder().resolve(FETCHED);
        var reply = door.fetch("/api/version", MOST_OF_A_WORD, into, patience.word());
        Files.deleteIfExists(into);
        switch (reply) {
            case Reply.Trouble(var why) -> standing.knockedInVain(why);
            case Reply.Late(var why) -> standing.knockedInVain(why);
            case Reply.Got _, Reply.NotYet _, Reply.Refused _, Reply.TooLarge _, Reply.Locked _ ->
                    standing.answered();
        }
    }

    private void follow() {
        while (true) {
            var entries = journal.after(cursor.load(), PAGE);
            if (entries.isEmpty()) {
                return;
            }
            var told = new ArrayList<Told>();
            var alarms = new LinkedHashMap<EventId, Instant>();
            for (var entry : entries) {
                var event = entry.event();
                Told.by(event, settings).ifPresent(told::add);
                if (RoomStore.isAlarm(event.severity())) {
                    alarms.put(event.id(), event.at());
                }
            }
            var now = clock.get().wall();
            store.owe(told, alarms, entries.getLast().event().id(), now, now.minus(OLDEST));
        }
    }

    /// True for an event that has a picture, or will have one if Frigate has it.
    public static Predicate<Event> expecting(PictureSettings settings) {
        return event ->
                settings.frigate().isPresent()
                        && Told.by(event, settings).flatMap(Told::owed).isPresent();
    }

    /// Until something is in trouble, and not for long: what is left is due in the next round.
    private void fetchDue(ReviewPictures pictures, Standing standing)
            throws InterruptedException, IOException {
        var end = clock.get().passed().plus(patience.round());
        for (var job : store.due(clock.get().wall())) {
            if (clock.get().passed().compareTo(end) >= 0) {
                return;
            }
            var into = settings.folder().resolve(FETCHED);
            switch (pictures.fetch(job, into)) {
                case Reply.Got _ -> keep(job, into);
                case Reply.NotYet(var why) -> later(job, why);
                case Reply.Refused(var why) -> giveUp(job, why);
                case Reply.TooLarge(var why) -> giveUp(job, why);
                case Reply.Trouble(var why) -> {
                    inVain(job, why, standing, into);
                    return;
                }
                case Reply.Late(var why) -> {
                    inVain(job, why, standing, into);
                    return;
                }
                case Reply.Locked _ -> later(job, "Frigate wants a login");
            }
            standing.pictureCame();
            Files.deleteIfExists(into);
        }
    }

    private void inVain(PictureJob job, String why, Standing standing, Path into)
            throws IOException {
        later(job, why);
        standing.noPictureCame(why);
        Files.deleteIfExists(into);
    }

    private void keep(PictureJob job, Path fetched) throws IOException {
        var type = PictureContent.typeOf(fetched, job.kind());
        if (type.isEmpty()) {
            later(job, "what Frigate sent is no " + job.kind().word());
            return;
        }
        var bytes = Files.size(fetched);
        var place = Album.file(settings.folder(), job.event(), job.kind());
        Files.move(
                fetched,
                place,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        store.ready(job, type.get(), bytes);
        Album.keepWithin(store, settings.folder(), settings.quota());
    }

    private void later(PictureJob job, String why) {
        var tries = job.tries() + 1;
        if (tries >= PicturePause.MOST_TRIES) {
            giveUp(job, why);
        } else {
            store.postpone(job, clock.get().wall().plus(PicturePause.after(tries)), why);
        }
    }

    private void giveUp(PictureJob job, String why) {
        LOG.warn("event {} stays without its {}: {}", job.event(), job.kind().word(), why);
        store.giveUp(job, why);
    }
}
