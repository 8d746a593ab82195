package vigilar.arming;

import vigilar.storage.Invariant;
import vigilar.storage.Salvage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the keeping of the store must know of the panel's rows.
public final class PanelRows {
    /// What holds in the tables of this room.
    public static final List<Invariant> RULES =
            List.of(
                    Invariant.of(
                            "the panel says it has decided on what was not stored yet",
                            """
                            SELECT 'event ' || last_id FROM panel
                            WHERE last_id > (SELECT last_id FROM head)\
                            """));

    private static final List<String> FIT =
            List.of(
                    "UPDATE panel SET last_id = min(last_id, (SELECT last_id FROM head))",
                    "DELETE FROM panel_doubt");

    private static final List<String> DOUBT =
            List.of("INSERT OR REPLACE INTO panel_doubt (only, as_of_ms) VALUES (1, ?)");

    private PanelRows() {}

    /// A house that was armed does not wake up disarmed because last night's backup was. Its events
    /// since then are missing: it has decided on all that are there.
    ///
    /// @param points the table of the known states of devices, which were told to the panel
    /// @param unknown makes them unknown, for when they cannot be carried over
    public static Salvage salvage(String points, String unknown) {
        var alone =
                new Salvage(
                        "panel",
                        List.of("panel"),
                        Stream.concat(FIT.stream(), Stream.of(unknown)).toList(),
                        List.of());
        return new Salvage("panel", List.of("panel", points), FIT, DOUBT, Optional.of(alone));
    }
}
