package vigilar.arming;

import java.util.Optional;

/// Whether people hear of it that a zone opens, and where they need not.
final class Telling {
    private Telling() {}

    /// What is said of that zone so that people hear of it: of the others the alarm that names it
    /// already, or that it is the way by which somebody leaves.
    static boolean names(Note note, ZoneId zone) {
        return switch (note) {
            case Note.Alarm(var cause, _, _) -> cause.zone().equals(zone);
            case Note.AlarmAlso(var cause) -> cause.zone().equals(zone);
            case Note.EntryBegan(var cause, _) -> cause.zone().equals(zone);
            case Note.OffPath(var id, _) -> id.equals(zone);
            case Note.NearMiss(var id, _, _) -> id.equals(zone);
            default -> false;
        };
    }

    static boolean isOneOfMany(ZoneState known) {
        return known.missed().filter(it -> it.times() >= 10).isPresent();
    }

    static boolean isTheWayOut(PanelState state, Zone zone) {
        var delay = state.phase() instanceof Phase.Triggered it ? it.beneath() : Optional.empty();
        return zone.kind() == ZoneKind.ENTRY_EXIT
                && (state.phase() instanceof Phase.Arming
                        || delay.orElse(null) instanceof Phase.Arming);
    }
}
