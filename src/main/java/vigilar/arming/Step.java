package vigilar.arming;

import java.util.List;

/// What came of a fact.
///
/// @param notes what happened, in order; empty: nothing that anybody need know
public record Step(PanelState state, List<Note> notes) {
    public Step {
        notes = List.copyOf(notes);
    }
}
