package vigilar.arming;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What somebody asks of the panel: who they are was checked by whoever wrote it down. Holds no
/// PIN.
public sealed interface PanelRequest {
    /// A person's name, or what else asks; empty: somebody.
    String by();

    /// @param force in spite of what is not ready
    /// @param left everybody is out already, as when somebody asks from afar
    /// @param by a person's name
    record Arm(Mode mode, boolean force, boolean left, String by) implements PanelRequest {
        public Arm(Mode mode, boolean force, String by) {
            this(mode, force, false, by);
        }
    }

    /// Everybody is out already: while there is time to leave that is news, else it changes
    /// nothing.
    ///
    /// @param by a person's name, or what else says so
    /// @param way by which it was said, for the log: "the page"
    record Left(String by, String way) implements PanelRequest {}

    /// Of a disarmed house only.
    ///
    /// @param by the rule that asks
    record RuleArm(Mode mode, String by) implements PanelRequest {}

    /// @param duress under threat: it is done as always, and the owners are told in silence
    record Disarm(String by, boolean duress) implements PanelRequest {
        public Disarm(String by) {
            this(by, false);
        }
    }

    /// @param out true: leave it out of the next or this armed period; false: no longer
    record LeaveOut(ZoneId zone, boolean out, String by) implements PanelRequest {}

    /// The same for the panel.
    default Fact fact() {
        return switch (this) {
            case Arm(var mode, var force, var left, var by) ->
                    new Fact.ArmAsked(mode, force, left, by);
            case Left(var by, var way) -> new Fact.LeftSaid(by, way);
            case RuleArm(var mode, var by) -> new Fact.RuleAsked(mode, by);
            case Disarm(var by, var duress) -> new Fact.DisarmAsked(by, duress);
            case LeaveOut(var zone, var out, var by) -> new Fact.BypassAsked(zone, out, by);
        };
    }

    /// As it is stored.
    default String text() {
        var node = new JsonMapper().createObjectNode();
        switch (this) {
            case Arm(var mode, var force, var left, var by) ->
                    node.put("ask", "arm")
                            .put("mode", mode.name())
                            .put("force", force)
                            .put("left", left)
                            .put("by", by);
            case Left(var by, var way) -> node.put("ask", "left").put("by", by).put("way", way);
            case RuleArm(var mode, var by) ->
                    node.put("ask", "rule_arm").put("mode", mode.name()).put("by", by);
            case Disarm(var by, var duress) ->
                    node.put("ask", "disarm").put("by", by).put("duress", duress);
            case LeaveOut(var zone, var out, var by) ->
                    node.put("ask", "leave_out")
                            .put("zone", zone.value())
                            .put("out", out)
                            .put("by", by);
        }
        return node.toString();
    }

    /// What [#text] wrote.
    static PanelRequest read(String text) {
        JsonNode node = new JsonMapper().readTree(text);
        var by = node.required("by").asString();
        return switch (node.required("ask").asString()) {
            case "arm" ->
                    new Arm(
                            Mode.valueOf(node.required("mode").asString()),
                            node.required("force").asBoolean(),
                            node.path("left").asBoolean(false), // older ones do not say
                            by);
            case "left" -> new Left(by, node.path("way").asString("")); // older ones do not say
            case "rule_arm" -> new RuleArm(Mode.valueOf(node.required("mode").asString()), by);
            case "disarm" -> new Disarm(by, node.path("duress").asBoolean(false));
            case "leave_out" ->
                    new LeaveOut(
                            new ZoneId(node.required("zone").asString()),
                            node.required("out").asBoolean(),
                            by);
            default -> throw new IllegalArgumentException("no request: " + text);
        };
    }
}
