package vigilar.arming;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// What became of a request.
///
/// @param done false: nothing has changed
/// @param state of the panel then
/// @param blockers what stands against it
/// @param why for people; empty when it is done
public record PanelOutcome(boolean done, ArmState state, List<Blocker> blockers, String why) {
    public PanelOutcome {
        blockers = List.copyOf(blockers);
    }

    /// What the panel said to a request.
    static PanelOutcome of(Step step) {
        var state = step.state().phase().state();
        for (var note : step.notes()) {
            switch (note) {
                case Note.NotReady(_, var blockers, _) -> {
                    return new PanelOutcome(false, state, blockers, "not ready");
                }
                case Note.NotNow _ -> {
                    return new PanelOutcome(false, state, List.of(), "disarm first");
                }
                case Note.NobodyLeaves(var why, _) -> {
                    return new PanelOutcome(false, state, List.of(), why);
                }
                case Note.NoBypass(var zone, _) -> {
                    return new PanelOutcome(false, state, List.of(), zone + " cannot be left out");
                }
                default -> {} // said, and no refusal
            }
        }
        return new PanelOutcome(true, state, List.of(), "");
    }

    /// For a request that came too late to be what anybody still wants.
    static PanelOutcome tooOld(ArmState state) {
        return new PanelOutcome(false, state, List.of(), "the panel did not answer in time");
    }

    String text() {
        var node = new JsonMapper().createObjectNode();
        node.put("done", done).put("state", state.name()).put("why", why);
        var list = node.putArray("blockers");
        for (var blocker : blockers) {
            var one = list.addObject();
            one.put("zone", blocker.zone().value()).put("open", blocker.open());
            var troubles = one.putArray("troubles");
            blocker.troubles().stream().sorted().forEach(it -> troubles.add(it.name()));
        }
        return node.toString();
    }

    static PanelOutcome read(String text) {
        var node = new JsonMapper().readTree(text);
        var blockers = new ArrayList<Blocker>();
        for (var one : node.required("blockers")) {
            var troubles = EnumSet.noneOf(Trouble.class);
            one.required("troubles").forEach(it -> troubles.add(Trouble.valueOf(it.asString())));
            blockers.add(
                    new Blocker(
                            new ZoneId(one.required("zone").asString()),
                            one.required("open").asBoolean(),
                            troubles));
        }
        return new PanelOutcome(
                node.required("done").asBoolean(),
                ArmState.valueOf(node.required("state").asString()),
                blockers,
                node.required("why").asString());
    }
}
