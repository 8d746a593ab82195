package vigilar.pictures;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.supervisor.Health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// How we stand with Frigate: what the health board says of it, and how long it is left in peace
/// when it is in trouble. Pictures and the record are two questions; an answer to one is none to
/// the other, or the board would say something else every few seconds. For one thread.
final class Standing {
    /// 2 troubles in a row: one may be Frigate's restart.
    private static final int TROUBLE = 2;

    /// 40 s between two tries at most, the fourth of the usual pauses.
    private static final int MOST_PAUSE = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    private final Health health;
    private final PictureStore store;
    private final Supplier<Moment> clock;

    private boolean met;

    /// Nothing that is no picture was answered either.
    private boolean away;

    private int troubles;
    private String why = "";
    private Optional<String> gap = Optional.empty();
    private Duration fetchAt;
    private Duration knockAt;

    Standing(Health health, PictureStore store, Supplier<Moment> clock) {
        this.health = health;
        this.store = store;
        this.clock = clock;
        this.fetchAt = clock.get().passed();
        this.knockAt = fetchAt;
    }

    boolean mayFetch() {
        return clock.get().passed().compareTo(fetchAt) >= 0;
    }

    /// Until the first answer only.
    boolean mayKnock() {
        return !met && clock.get().passed().compareTo(knockAt) >= 0;
    }

    /// Frigate did its work; after an absence all that waits for it is tried at once.
    void pictureCame() {
        if (troubles >= TROUBLE) {
            hurry();
        }
        troubles = 0;
        met = true;
        away = false;
        board();
    }

    void noPictureCame(String why) {
        fetchAt = trouble(why);
    }

    /// Holds up no picture.
    void knockedInVain(String why) {
        away = true;
        knockAt = trouble(why);
    }

    private Duration trouble(String why) {
        this.why = why;
        troubles++;
        board();
        return clock.get().passed().plus(PicturePause.after(Math.min(troubles, MOST_PAUSE)));
    }

    void silent() {
        away = true;
    }

    /// Frigate is there. If it was not, what waits is tried at once; how it stands with pictures is
    /// known when one came, or when none is to come any more.
    void answered() {
        if (away) {
            hurry();
            away = false;
        }
        if (!store.isWaiting()) {
            troubles = 0;
        }
        met = true;
        board();
    }

    private void hurry() {
        var now = clock.get();
        store.hurry(now.wall());
        fetchAt = now.passed();
    }

    /// @param trouble why the record cannot be compared, if it cannot
    void gap(Optional<String> trouble) {
        if (!trouble.equals(gap)) {
            trouble.ifPresent(LOG::warn);
            gap = trouble;
            board();
        }
    }

    private void board() {
        if (troubles >= TROUBLE) {
            health.down(PictureRound.PART, "pictures of the cameras cannot be had: " + why);
        } else if (gap.isPresent()) {
            health.down(PictureRound.PART, gap.get());
        } else if (met) {
            health.up(PictureRound.PART);
        }
    }
}
