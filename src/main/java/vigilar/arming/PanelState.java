package vigilar.arming;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All that the panel knows. Stored with the event that changed it, so that a restart finds it.
///
/// @param zones those of which something is known; the others are [ZoneState#QUIET]
public record PanelState(Phase phase, Map<ZoneId, ZoneState> zones) {
    public PanelState {
        zones = Map.copyOf(zones);
    }

    /// A panel that has never been armed.
    public static PanelState disarmed(Instant since) {
        return new PanelState(new Phase.Disarmed(since), Map.of());
    }

    ZoneState zone(ZoneId id) {
        return zones.getOrDefault(id, ZoneState.QUIET);
    }

    PanelState with(Phase other) {
        return new PanelState(other, zones);
    }

    PanelState with(ZoneId id, ZoneState state) {
        var changed = new TreeMap<>(zones);
        changed.put(id, state);
        return new PanelState(phase, changed);
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
