package vigilar.arming;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import vigilar.storage.StorageException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The panel's state as it is stored: words of its own, so that a class may be renamed without a
/// house that wakes up disarmed.
final class PanelJson {
    private static final JsonMapper JSON = new JsonMapper();

    private PanelJson() {}

    static String text(PanelState state) {
        var all = JSON.createObjectNode();
        all.set("phase", phase(state.phase()));
        if (state.stayedHome()) {
            all.put("stayed_home", true);
        }
        state.outBy().ifPresent(it -> all.put("out_by", it));
        var zones = all.putObject("zones");
        new TreeMap<>(state.zones())
                .forEach((id, known) -> zone(zones.putObject(id.value()), known));
        return all.toString();
    }

    private static ObjectNode phase(Phase phase) {
        var node = JSON.createObjectNode();
        node.put("since", phase.since().toEpochMilli());
        switch (phase) {
            case Phase.Disarmed _ -> node.put("is", "disarmed");
            case Phase.Arming arming ->
                    node.put("is", "arming")
                            .put("mode", arming.mode().name())
                            .put("until", arming.until().toEpochMilli())
                            .put("restarted", arming.restarted())
                            .put("left", arming.left())
                            .put("unheard", arming.unheard());
            case Phase.Armed armed -> node.put("is", "armed").put("mode", armed.mode().name());
            case Phase.Pending pending -> {
                node.put("is", "pending")
                        .put("mode", pending.mode().name())
                        .put("until", pending.until().toEpochMilli());
                cause(node.putObject("cause"), pending.cause());
                pending.offPath().ifPresent(it -> node.put("off_path", it.value()));
            }
            case Phase.Triggered alarm -> {
                node.put("is", "triggered");
                alarm.quietAt().ifPresent(it -> node.put("quiet", it.toEpochMilli()));
                alarm.mode().ifPresent(it -> node.put("mode", it.name()));
                alarm.reportAt().ifPresent(it -> node.put("report", it.toEpochMilli()));
                node.put("confirmed", alarm.confirmed());
                ArrayNode causes = node.putArray("causes");
                alarm.causes().forEach(it -> cause(causes.addObject(), it));
                alarm.beneath().ifPresent(it -> node.set(beneath(it), phase(it)));
            }
        }
        return node;
    }

    private static String beneath(Phase.Delay delay) {
        return switch (delay) {
            case Phase.Arming _ -> "exit";
            case Phase.Pending _ -> "entry";
        };
    }

    private static void cause(ObjectNode node, Cause cause) {
        node.put("zone", cause.zone().value())
                .put("at", cause.at().toEpochMilli())
                .put("event", cause.event())
                .put("how", cause.how().name());
    }

    private static void zone(ObjectNode node, ZoneState known) {
        node.put("open", known.open());
        if (!known.troubles().isEmpty()) {
            var troubles = node.putArray("troubles");
            known.troubles().stream().sorted().forEach(it -> troubles.add(it.name()));
        }
        known.bypass().ifPresent(it -> node.put("bypass", it.name()));
        if (known.trips() > 0) {
            node.put("trips", known.trips());
        }
        known.lastTrip().ifPresent(it -> node.put("last_trip", it.toEpochMilli()));
        known.felt().ifPresent(it -> node.put("felt", it.toEpochMilli()));
        known.outUntil().ifPresent(it -> node.put("out_until", it.toEpochMilli()));
        known.missed()
                .ifPresent(
                        it ->
                                node.put("missed", it.since().toEpochMilli())
                                        .put("misses", it.times()));
    }

    /// @throws StorageException it is not what we wrote: nobody guesses how an alarm panel stood
    static PanelState read(String text) {
        try {
            var all = JSON.readTree(text);
            var zones = new TreeMap<ZoneId, ZoneState>();
            all.required("zones")
                    .properties()
                    .forEach(it -> zones.put(new ZoneId(it.getKey()), zone(it.getValue())));
            return new PanelState(
                    phase(all.required("phase")),
                    zones,
                    all.path("stayed_home").asBoolean(false),
                    all.path("out_by").asStringOpt()); // older ones do not say
        } catch (RuntimeException wrong) {
            throw new StorageException("the stored state of the panel cannot be read", wrong);
        }
    }

    private static Phase phase(JsonNode node) {
        var since = moment(node.required("since"));
        return switch (node.required("is").asString()) {
            case "disarmed" -> new Phase.Disarmed(since);
            case "arming" -> arming(node, since);
            case "armed" -> new Phase.Armed(mode(node), since);
            case "pending" -> pending(node, since);
            case "triggered" -> {
                var causes = new ArrayList<Cause>();
                node.required("causes").forEach(it -> causes.add(cause(it)));
                yield new Phase.Triggered(
                        node.has("mode") ? Optional.of(mode(node)) : Optional.empty(),
                        since,
                        optional(node.get("quiet")),
                        optional(node.get("report")),
                        causes,
                        node.required("confirmed").asBoolean(),
                        beneath(node));
            }
            default -> throw new IllegalArgumentException("no phase: " + node);
        };
    }

    private static Optional<Phase.Delay> beneath(JsonNode node) {
        var entry = node.get("entry");
        if (entry != null) {
            return Optional.of(pending(entry, moment(entry.required("since"))));
        }
        var exit = node.get("exit");
        return exit == null
                ? Optional.empty()
                : Optional.of(arming(exit, moment(exit.required("since"))));
    }

    private static Phase.Arming arming(JsonNode node, Instant since) {
        return new Phase.Arming(
                mode(node),
                since,
                moment(node.required("until")),
                node.required("restarted").asBoolean(),
                node.required("left").asBoolean(),
                node.path("unheard").asBoolean(false)); // older ones do not say
    }

    private static Phase.Pending pending(JsonNode node, Instant since) {
        var offPath = node.get("off_path");
        return new Phase.Pending(
                mode(node),
                since,
                moment(node.required("until")),
                cause(node.required("cause")),
                offPath == null ? Optional.empty() : Optional.of(new ZoneId(offPath.asString())));
    }

    private static Cause cause(JsonNode node) {
        return new Cause(
                new ZoneId(node.required("zone").asString()),
                moment(node.required("at")),
                node.required("event").asLong(),
                Cause.How.valueOf(node.required("how").asString()));
    }

    private static ZoneState zone(JsonNode node) {
        var troubles = EnumSet.noneOf(Trouble.class);
        list(node.get("troubles")).forEach(it -> troubles.add(Trouble.valueOf(it.asString())));
        var bypass = Optional.ofNullable(node.get("bypass")).map(JsonNode::asString);
        var lastTrip = optional(node.get("last_trip"));
        // rows of before it was stored: what alarmed too often was out for so long since then
        var outUntil =
                bypass.equals(Optional.of(Bypass.SHUT_DOWN.name())) && !node.has("out_until")
                        ? lastTrip.map(it -> it.plus(PanelRules.OUT_FOR))
                        : optional(node.get("out_until"));
        return new ZoneState(
                node.required("open").asBoolean(),
                troubles,
                bypass.map(Bypass::valueOf),
                outUntil,
                node.path("trips").asInt(0),
                lastTrip,
                optional(node.get("felt")),
                optional(node.get("missed"))
                        .map(it -> new ZoneState.Missed(it, node.path("misses").asInt(1))));
    }

    private static List<JsonNode> list(@Nullable JsonNode array) {
        var all = new ArrayList<JsonNode>();
        if (array != null) {
            array.forEach(all::add);
        }
        return all;
    }

    private static Mode mode(JsonNode node) {
        return Mode.valueOf(node.required("mode").asString());
    }

    private static Optional<Instant> optional(@Nullable JsonNode node) {
        return node == null ? Optional.empty() : Optional.of(moment(node));
    }

    private static Instant moment(JsonNode node) {
        return Instant.ofEpochMilli(node.asLong());
    }
}
