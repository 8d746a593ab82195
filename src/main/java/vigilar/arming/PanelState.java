package vigilar.arming;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All that the panel knows. Stored with the event that changed it, so that a restart finds it.
///
/// @param zones those of which something is known; the others are [ZoneState#QUIET]
/// @param stayedHome AWAY was asked for in this armed period and became HOME, since nobody was
///   heard leaving: whoever comes in then may have been away all the same. Until somebody disarms
///   or arms otherwise: a program that says home once more knows nothing of who is in
/// @param outBy who has said in this armed period, on the way, that everybody is out
public record PanelState(
        Phase phase, Map<ZoneId, ZoneState> zones, boolean stayedHome, Optional<String> outBy) {
    public PanelState {
        zones = Map.copyOf(zones);
    }

    /// A panel that has never been armed.
    public static PanelState disarmed(Instant since) {
        return new PanelState(new Phase.Disarmed(since), Map.of(), false, Optional.empty());
    }

    ZoneState zone(ZoneId id) {
        return zones.getOrDefault(id, ZoneState.QUIET);
    }

    PanelState with(Phase other) {
        return new PanelState(other, zones, stayedHome, outBy);
    }

    PanelState with(ZoneId id, ZoneState state) {
        var changed = new TreeMap<>(zones);
        changed.put(id, state);
        return new PanelState(phase, changed, stayedHome, outBy);
    }

    PanelState without(ZoneId id) {
        var changed = new TreeMap<>(zones);
        changed.remove(id);
        return new PanelState(phase, changed, stayedHome, outBy);
    }

    PanelState stayedHome(boolean so) {
        return new PanelState(phase, zones, so, outBy);
    }

    /// @param who by name
    PanelState saidToBeOut(String who) {
        return new PanelState(phase, zones, stayedHome, Optional.of(who));
    }

    /// What belongs to one armed period is over with it.
    PanelState afresh() {
        return new PanelState(phase, zones, false, Optional.empty());
    }

    /// When the panel must look again even if nothing happens.
    ///
    /// @return empty: only a fact changes it
    public Optional<Instant> deadline() {
        var again =
                zones.values().stream()
                        .flatMap(it -> it.outUntil().stream())
                        .min(Instant::compareTo);
        var phases = phase.deadline();
        return again.isPresent() && phases.stream().noneMatch(again.get()::isAfter)
                ? again
                : phases;
    }
}
