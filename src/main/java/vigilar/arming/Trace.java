package vigilar.arming;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Optional;

/// What a decision was made by, kept in the event that tells of it: settings change, and months
/// later somebody asks why there was an alarm, or why there was none.
///
/// @param stood the panel before
/// @param by who or what had led to that
/// @param plan the zones as they were set then
record Trace(PanelState stood, String by, ZonePlan plan) {
    private static final JsonMapper JSON = new JsonMapper();

    /// What is decided about.
    private record About(Optional<ZoneId> zone, String rule, long event) {
        About(ZoneId zone, String rule, long event) {
            this(Optional.of(zone), rule, event);
        }

        static About of(Cause cause, String rule) {
            return new About(cause.zone(), rule, cause.event());
        }

        static About of(Cause cause) {
            return of(cause, cause.how().name());
        }
    }

    /// Alarms, what leads to them, what takes them back, what nearly was one, and that a house
    /// counts as left though no door was heard; of all else there is nothing to explain.
    Optional<ObjectNode> of(Note note) {
        return about(note).map(this::words);
    }

    private Optional<About> about(Note note) {
        return switch (note) {
            case Note.EntryBegan(var cause, _) -> Optional.of(About.of(cause));
            case Note.Alarm(var cause, _, _) -> Optional.of(About.of(cause, alarmed(cause)));
            case Note.AlarmAlso(var cause) -> Optional.of(About.of(cause, "ALSO"));
            case Note.Reported(var cause) -> Optional.of(About.of(cause, reported(cause)));
            case Note.Cancelled(var cause, _) -> Optional.of(About.of(cause, "CANCELLED"));
            case Note.CutWhileEntering(var cause, _) -> Optional.of(About.of(cause, "CUT"));
            case Note.Confirmed(_, var second) -> Optional.of(new About(second, "CONFIRMED", 0));
            case Note.ExitError(var zone) ->
                    Optional.of(new About(zone, Cause.How.EXIT_ERROR.name(), 0));
            case Note.OffPath(var zone, _) ->
                    Optional.of(new About(zone, Cause.How.OFF_PATH.name(), 0));
            case Note.NearMiss(var zone, var event, var why) ->
                    Optional.of(new About(zone, why.name(), event));
            case Note.OpenedUnheard(var zone, var event) ->
                    Optional.of(new About(zone, "UNHEARD", event));
            case Note.EverybodyOut _ ->
                    Optional.of(new About(Optional.empty(), "EVERYBODY_OUT", 0));
            default -> Optional.empty();
        };
    }

    /// What gives time elsewhere is an alarm at once where that time is none.
    private static String alarmed(Cause cause) {
        return switch (cause.how()) {
            case ENTRY, EXIT_ERROR -> cause.how() + "_WITHOUT_TIME";
            case ENTRY_NOT_DISARMED, LEFT_OPEN, INSTANT, INSIDE, OFF_PATH, ALWAYS_ON, TOGETHER ->
                    cause.how().name();
        };
    }

    /// What waited could have been taken back; what comes beside a told alarm is told as well.
    private String reported(Cause cause) {
        if (!(stood.phase() instanceof Phase.Triggered alarm)) {
            return "REPORTED_AT_ONCE";
        }
        if (alarm.reportAt().isPresent() && alarm.causes().contains(cause)) {
            return "REPORTED";
        }
        var isLifeSafety =
                plan.zone(cause.zone()).filter(it -> it.kind() == ZoneKind.LIFE_SAFETY).isPresent();
        return isLifeSafety ? "REPORTED_AT_ONCE" : "REPORTED_BESIDE";
    }

    private ObjectNode words(About about) {
        var node = JSON.createObjectNode();
        node.put("rule", about.rule());
        node.put("stood", stood.phase().state().name());
        node.put("stood_since", stood.phase().since().toEpochMilli());
        if (!by.isEmpty()) {
            node.put("stood_by", by);
        }
        stood.outBy().ifPresent(it -> node.put("out_by", it));
        if (about.event() > 0) {
            node.put("event", about.event());
        }
        var mode = stood.phase().armedAs();
        mode.ifPresent(it -> node.put("mode", it.name()));
        about.zone()
                .flatMap(plan::zone)
                .ifPresent(it -> describe(it, mode, node.putObject("zone")));
        var leftOut = node.putObject("left_out");
        plan.zones()
                .forEach(
                        zone ->
                                stood.zone(zone.id())
                                        .bypass()
                                        .ifPresent(
                                                why -> leftOut.put(zone.id().value(), why.name())));
        return node;
    }

    private void describe(Zone zone, Optional<Mode> mode, ObjectNode node) {
        node.put("name", zone.id().value());
        node.put("kind", zone.kind().name());
        if (zone.kind() == ZoneKind.ENTRY_EXIT) {
            mode.ifPresent(
                    it -> node.put("entry_delay_s", plan.entryDelay(stood, zone, it).toSeconds()));
        }
        zone.group()
                .filter(_ -> zone.waits())
                .ifPresent(
                        group ->
                                node.putObject("group")
                                        .put("name", group.name())
                                        .put("needed", group.needed())
                                        .put("within_s", group.within().toSeconds()));
    }
}
