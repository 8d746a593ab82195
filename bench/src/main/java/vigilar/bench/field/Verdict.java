package vigilar.bench.field;

import java.util.List;

/// What the checker found.
///
/// @param acknowledged messages of this run that devices were promised
/// @param stored rows of this run
/// @param overtaken rows that stand behind a later message of the same device
/// @param forgiven what is missing and was acknowledged in a [Lapse]
/// @param breaches of what is promised; empty: all is well
public record Verdict(
        long acknowledged,
        long stored,
        long overtaken,
        List<String> forgiven,
        List<String> breaches) {
    public boolean isWell() {
        return breaches.isEmpty();
    }
}
