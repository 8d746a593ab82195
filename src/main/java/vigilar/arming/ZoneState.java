package vigilar.arming;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What the panel knows of one zone.
///
/// @param open as it was last heard; what nobody has heard of yet counts as closed
/// @param outUntil when the bypass ends by itself; empty: by a hand, or when somebody disarms
/// @param trips alarms in this armed period that this zone took part in
/// @param lastTrip when the last of them was
/// @param felt when it last opened without being an alarm by itself, for [CrossZoning]
/// @param missed how often it was told of late that it opened and is no alarm
public record ZoneState(
        boolean open,
        Set<Trouble> troubles,
        Optional<Bypass> bypass,
        Optional<Instant> outUntil,
        int trips,
        Optional<Instant> lastTrip,
        Optional<Instant> felt,
        Optional<Missed> missed) {
    /// So often within the minute from then on.
    record Missed(Instant since, int times) {}

    static final ZoneState QUIET =
            new ZoneState(
                    false,
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public ZoneState {
        troubles = Set.copyOf(troubles);
    }

    ZoneState open(boolean now) {
        return new ZoneState(now, troubles, bypass, outUntil, trips, lastTrip, felt, missed);
    }

    ZoneState with(Trouble trouble, boolean has) {
        var changed = EnumSet.noneOf(Trouble.class);
        changed.addAll(troubles);
        if (has) {
            changed.add(trouble);
        } else {
            changed.remove(trouble);
        }
        return new ZoneState(open, changed, bypass, outUntil, trips, lastTrip, felt, missed);
    }

    boolean has(Trouble trouble) {
        return troubles.contains(trouble);
    }

    ZoneState bypassed(Bypass why, Optional<Instant> until) {
        return new ZoneState(
                open, troubles, Optional.of(why), until, trips, lastTrip, felt, missed);
    }

    ZoneState tripped(Instant now) {
        return new ZoneState(
                open,
                troubles,
                bypass,
                outUntil,
                trips + 1,
                Optional.of(now),
                Optional.empty(),
                missed);
    }

    /// Once more in the same alarm, which counts once.
    ZoneState trippedAgain(Instant now) {
        return new ZoneState(
                open,
                troubles,
                bypass,
                outUntil,
                trips,
                Optional.of(now),
                Optional.empty(),
                missed);
    }

    ZoneState felt(Instant now) {
        return new ZoneState(
                open, troubles, bypass, outUntil, trips, lastTrip, Optional.of(now), missed);
    }

    ZoneState missed(Missed told) {
        return new ZoneState(
                open, troubles, bypass, outUntil, trips, lastTrip, felt, Optional.of(told));
    }

    /// An armed period begins: alarms of before count in none, and what is left out is so in all of
    /// it.
    ZoneState atArming() {
        return new ZoneState(open, troubles, bypass, Optional.empty(), 0, lastTrip, felt, missed);
    }

    /// Takes part again; how often it has alarmed is not forgotten.
    ZoneState takenIn() {
        return new ZoneState(
                open, troubles, Optional.empty(), Optional.empty(), trips, lastTrip, felt, missed);
    }

    /// Takes part again, with a clean slate.
    ZoneState afresh() {
        return new ZoneState(
                open,
                troubles,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
