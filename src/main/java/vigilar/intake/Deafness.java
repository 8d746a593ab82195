package vigilar.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// For how long nobody has heard the devices, and whether that was told. A link that comes and goes
/// hears as little as none: so what is heard in between ends nothing until it has lasted, and the
/// deaf times before and after it add up. For one thread.
final class Deafness {
    /// 1 min: a broker that is restarted is back sooner.
    static final Duration WORTH_AN_ALERT = Duration.ofMinutes(1);

    /// 30 s: as long as a client pauses at most between two tries, so a link that holds for less
    /// may well be away for longer; and what a neighbouring process knows of intake is less old.
    static final Duration STEADY = Duration.ofSeconds(30);

    private Ear ear;
    private boolean told;

    /// When the deafness began; less than [#STEADY] was heard in a piece since then.
    private long beganNanos;

    /// In all since then, until the ear changed last.
    private long deafNanos;

    private long changedNanos;

    private enum Ear {
        /// Nobody is heard.
        DEAF,
        /// Devices are heard, and were not a moment ago.
        SHAKY,
        /// What was is over.
        STEADY
    }

    /// A deafness that people should know of.
    ///
    /// @param lasted in all: less than since it began if something was heard in between
    record Untold(long beganNanos, Duration lasted) {}

    /// Whether what was before is over has yet to be seen.
    Deafness(long nowNanos) {
        ear = Ear.SHAKY;
        beganNanos = nowNanos;
        changedNanos = nowNanos;
    }

    /// Nobody is heard at that moment.
    void isDeaf(long nanos) {
        settle(nanos);
        if (ear == Ear.STEADY) {
            told = false;
            beganNanos = nanos;
            deafNanos = 0;
        }
        if (ear != Ear.DEAF) {
            ear = Ear.DEAF;
            changedNanos = nanos;
        }
    }

    /// Devices are heard at that moment.
    void hears(long nanos) {
        settle(nanos);
        if (ear == Ear.DEAF) {
            deafNanos += nanos - changedNanos;
            ear = Ear.SHAKY;
            changedNanos = nanos;
        }
    }

    private void settle(long nanos) {
        if (ear == Ear.SHAKY && nanos - changedNanos >= STEADY.toNanos()) {
            ear = Ear.STEADY;
        }
    }

    /// Since when devices are heard, if that has lasted.
    OptionalLong heardSince() {
        return ear == Ear.STEADY ? OptionalLong.of(changedNanos) : OptionalLong.empty();
    }

    /// Present while nobody is heard, if that has lasted long enough and was not told.
    Optional<Untold> untold(long nowNanos) {
        if (ear != Ear.DEAF || told) {
            return Optional.empty();
        }
        var lasted = Duration.ofNanos(deafNanos + nowNanos - changedNanos);
        return lasted.compareTo(WORTH_AN_ALERT) >= 0
                ? Optional.of(new Untold(beganNanos, lasted))
                : Optional.empty();
    }

    /// It stands on the timeline; another one that has begun meanwhile does not.
    void wasTold(Untold which) {
        told |= which.beganNanos == beganNanos;
    }
}
