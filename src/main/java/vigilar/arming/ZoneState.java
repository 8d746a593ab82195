package vigilar.arming;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What the panel knows of one zone.
///
/// @param open as it was last heard; what nobody has heard of yet counts as closed
/// @param trips alarms of this zone in this armed period
/// @param lastTrip when the last of them was
/// @param felt when it last opened without being an alarm by itself, for [CrossZoning]
public record ZoneState(
        boolean open,
        Set<Trouble> troubles,
        Optional<Bypass> bypass,
        int trips,
        Optional<Instant> lastTrip,
        Optional<Instant> felt) {
    static final ZoneState QUIET =
            new ZoneState(false, Set.of(), Optional.empty(), 0, Optional.empty(), Optional.empty());

    public ZoneState {
        troubles = Set.copyOf(troubles);
    }

    ZoneState open(boolean now) {
        return new ZoneState(now, troubles, bypass, trips, lastTrip, felt);
    }

    ZoneState with(Trouble trouble, boolean has) {
        var changed = EnumSet.noneOf(Trouble.class);
        changed.addAll(troubles);
        if (has) {
            changed.add(trouble);
        } else {
            changed.remove(trouble);
        }
        return new ZoneState(open, changed, bypass, trips, lastTrip, felt);
    }

    ZoneState bypassed(Bypass why) {
        return new ZoneState(open, troubles, Optional.of(why), trips, lastTrip, felt);
    }

    ZoneState tripped(Instant now) {
        return new ZoneState(open, troubles, bypass, trips + 1, Optional.of(now), Optional.empty());
    }

    ZoneState felt(Instant now) {
        return new ZoneState(open, troubles, bypass, trips, lastTrip, Optional.of(now));
    }

    /// Takes part again; how often it has alarmed is not forgotten.
    ZoneState takenIn() {
        return new ZoneState(open, troubles, Optional.empty(), trips, lastTrip, felt);
    }

    /// Takes part again, with a clean slate.
    ZoneState afresh() {
        return new ZoneState(
                open, troubles, Optional.empty(), 0, Optional.empty(), Optional.empty());
    }
}
