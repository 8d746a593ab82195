package vigilar.intake;

import static vigilar.event.Severity.CRITICAL;
import static vigilar.event.Severity.INFO;
import static vigilar.event.Severity.WARNING;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.bus.Prefix;
import vigilar.event.EventType;
import vigilar.event.Payload;
import vigilar.event.Provenance;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.intake.Signal.Meaning;
import vigilar.intake.Signal.Point;
import vigilar.intake.ZigbeeField.Polarity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The reader for Zigbee2MQTT 1.x and 2.x: flat JSON of devices, their availability, and the bridge
/// that lists them. A device is known by its IEEE address; until the list has come, by its name.
final class Zigbee2Mqtt implements Producer {
    static final String CALLED = "Zigbee2MQTT";

    /// The point under which a listed device is remembered.
    static final String LESSON = "zigbee2mqtt/device";

    static final SourceId BRIDGE = new SourceId("zigbee2mqtt");

    static final Outcome ONLINE = says("online", "PRODUCER_ONLINE", INFO, "bridge/state online");
    static final Outcome OFFLINE =
            says("offline", "PRODUCER_OFFLINE", WARNING, "bridge/state offline");
    static final Outcome REACHED = says("online", "DEVICE_ONLINE", INFO, "availability online");
    static final Outcome UNREACHED =
            says("offline", "DEVICE_OFFLINE", WARNING, "availability offline");
    static final Outcome JOINED =
            says("joined", "DEVICE_JOINED", WARNING, "a device that was not listed before");
    static final Outcome LEFT =
            says("left", "DEVICE_LEFT", WARNING, "bridge/event device_leave, or no longer listed");
    static final Outcome PRESSED = says("pressed", "BUTTON_PRESSED", INFO, "`action`");
    static final Outcome PANIC =
            says("panic", "PANIC", CRITICAL, "`action` emergency, panic or sos");

    private static final Set<String> CRIES_FOR_HELP = Set.of("emergency", "panic", "sos");

    /// 64 characters: the longest action that is known has 30.
    private static final int LONGEST_ACTION = 64;

    private static final JsonMapper JSON = StrictJson.mapper(Limits.STANDARD);

    private final String root;
    private final ZigbeeHome home;
    private final ZigbeeList list;
    private final Settling settling = new Settling();

    /// @param lessons what was learned of each device before
    Zigbee2Mqtt(Prefix base, Map<SourceId, String> lessons) {
        root = base.topic("");
        home = new ZigbeeHome(lessons);
        list = new ZigbeeList(home);
    }

    @Override
    public List<String> filters() {
        // Names may hold slashes, so no narrower filter finds every device.
        return List.of(root + "#");
    }

    @Override
    public String called() {
        return CALLED;
    }

    @Override
    public About about(SourceId source) {
        return home.known(source)
                .map(device -> new About(device.name(), device.kind(), ""))
                .orElse(About.NOTHING);
    }

    @Override
    public Optional<SourceId> itself() {
        return Optional.of(BRIDGE);
    }

    @Override
    public boolean owns(String topic) {
        return topic.startsWith(root);
    }

    @Override
    public Decoded read(Heard heard) {
        var below = heard.topic().substring(root.length());
        if (heard.bytes().length == 0) {
            return new Decoded.Ignored("an empty message only clears what the broker kept");
        }
        if (below.startsWith("bridge/")) {
            return bridge(below.substring("bridge/".length()), heard);
        }
        if (home.named(below).isEmpty() && isCommand(below)) {
            return new Decoded.Ignored("a command to a device");
        }
        var suffix = "/availability";
        return below.endsWith(suffix)
                ? availability(below.substring(0, below.length() - suffix.length()), heard)
                : device(below, heard);
    }

    private static boolean isCommand(String below) {
        var levels = Arrays.asList(below.split("/", -1));
        var last = levels.subList(Math.max(1, levels.size() - 2), Math.max(1, levels.size()));
        return last.contains("set") || last.contains("get");
    }

    private Decoded bridge(String what, Heard heard) {
        return switch (what) {
            case "state" -> bridgeState(heard);
            case "devices" -> list.devices(heard, settling.ofState(heard));
            case "event" -> list.event(heard, settling.ofMoment(heard));
            default -> new Decoded.Ignored("the bridge's " + what + " says nothing of the house");
        };
    }

    private Decoded bridgeState(Heard heard) {
        var state = stateIn(heard);
        if (state.equals("online") && !heard.retained()) {
            settling.bornAt(heard.nanos());
        }
        // Its own birth is news; what it repeats after it is not.
        return availability(BRIDGE, "", state, ONLINE, OFFLINE, settling.ofMoment(heard));
    }

    private Decoded availability(String name, Heard heard) {
        var device = home.orStranger(name);
        return availability(
                device.id(), name, stateIn(heard), REACHED, UNREACHED, settling.ofState(heard));
    }

    private Decoded availability(
            SourceId source,
            String name,
            String state,
            Outcome up,
            Outcome down,
            Provenance provenance) {
        if (!state.equals("online") && !state.equals("offline")) {
            return new Decoded.Refused("neither online nor offline");
        }
        var outcome = state.equals("online") ? up : down;
        return new Decoded.Understood(
                new Signal.Field(
                        new Point(source, Absence.AVAILABILITY),
                        state,
                        state.equals("online"),
                        Optional.of(meaning(outcome)),
                        payload(named(name)),
                        provenance),
                false);
    }

    /// `{"state":"online"}`, or the bare word of older versions.
    private static String stateIn(Heard heard) {
        return StrictJson.parse(JSON, heard.bytes(), Limits.STANDARD)
                        instanceof StrictJson.Parsed.Tree(var tree)
                ? tree.isObject() ? StrictJson.text(tree, "state") : tree.asString("")
                : StrictJson.strictText(heard.bytes()).map(String::strip).orElse("");
    }

    private Decoded device(String name, Heard heard) {
        return switch (StrictJson.parse(JSON, heard.bytes(), Limits.STANDARD)) {
            case StrictJson.Parsed.Tree(var tree) when tree instanceof ObjectNode object ->
                    new DeviceMessage(home.orStranger(name), object, heard).understood();
            case StrictJson.Parsed.Tree(var tree) ->
                    attribute(name, tree, heard)
                            .orElseGet(() -> new Decoded.Refused("not a JSON object"));
            case StrictJson.Parsed.Nonsense(var reason) ->
                    StrictJson.strictText(heard.bytes())
                            .filter(word -> word.matches("[a-z0-9_]{1,64}"))
                            .flatMap(
                                    word ->
                                            attribute(
                                                    name,
                                                    JSON.getNodeFactory().stringNode(word),
                                                    heard))
                            .orElseGet(() -> new Decoded.Refused(reason));
        };
    }

    /// With `advanced.output` set to `attribute` each field has a topic of its own.
    private Optional<Decoded> attribute(String topic, JsonNode value, Heard heard) {
        var slash = topic.lastIndexOf('/');
        var key = topic.substring(slash + 1);
        if (slash <= 0 || !value.isValueNode()) {
            return Optional.empty();
        }
        var device = home.orStranger(topic.substring(0, slash));
        return Optional.of(
                ZigbeeField.isKnown(key)
                        ? new DeviceMessage(device, JSON.createObjectNode().set(key, value), heard)
                                .understood()
                        : new Decoded.Ignored("nothing of the house depends on " + key));
    }

    /// One message of one device.
    private final class DeviceMessage {
        private final ZigbeeDevice device;
        private final ObjectNode object;
        private final Heard heard;
        private final List<Signal> signals = new ArrayList<>();
        private final List<String> doubts = new ArrayList<>();

        DeviceMessage(ZigbeeDevice device, JsonNode object, Heard heard) {
            this.device = device;
            this.object = (ObjectNode) object;
            this.heard = heard;
        }

        Decoded understood() {
            ZigbeeField.BINARY.forEach(this::binary);
            action();
            battery();
            ZigbeeField.READINGS.forEach(this::reading);
            signals.add(
                    new Signal.Reading(
                            new Point(device.id(), Signal.Reading.LIFE),
                            "",
                            settling.ofState(heard)));
            return new Decoded.Understood(signals, doubts.stream().findFirst());
        }

        private Optional<JsonNode> at(String key) {
            return Optional.ofNullable(object.get(key)).filter(value -> !value.isNull());
        }

        private void binary(ZigbeeField field) {
            var value = at(field.key());
            if (value.isEmpty()) {
                return;
            }
            var polarity = device.polarityOf(field);
            var word = polarity.word(value.get());
            if (word.isEmpty()) {
                doubts.add(
                        "%s must be %s or %s"
                                .formatted(field.key(), polarity.on(), polarity.off()));
                return;
            }
            var said = named(device.name());
            said.put(field.key(), Polarity.textOf(value.get()));
            signals.add(
                    new Signal.Field(
                            new Point(device.id(), field.key()),
                            word.get(),
                            word.get().equals("off"),
                            field.outcome(word.get())
                                    .map(
                                            outcome ->
                                                    meaning(
                                                            outcome,
                                                            field.key()
                                                                    + " "
                                                                    + Polarity.textOf(
                                                                            value.get()))),
                            payload(timed(said)),
                            settling.ofState(heard)));
        }

        /// Never cached by the bridge, so each one is news; an empty one only says "over". Beside
        /// it a keypad says the code that was typed: that goes nowhere.
        private void action() {
            var action = StrictJson.text(object, "action");
            if (action.isBlank()) {
                return;
            }
            var shown = action.substring(0, Math.min(action.length(), LONGEST_ACTION));
            var outcome = CRIES_FOR_HELP.contains(action) ? PANIC : PRESSED;
            signals.add(
                    new Signal.Pulse(
                            device.id(),
                            meaning(outcome, "action"),
                            payload(timed(named(device.name()).put("action", shown))),
                            settling.ofMoment(heard)));
        }

        /// A device that says `battery_low` itself knows its battery better than a percentage.
        private void battery() {
            var percent = at("battery");
            if (percent.isEmpty() || at("battery_low").isPresent()) {
                return;
            }
            var told = percent.get();
            ZigbeeBattery.word(told).map(word -> battery(told, word)).ifPresent(signals::add);
        }

        private Signal battery(JsonNode percent, String word) {
            var why = "battery " + percent.asString() + " %";
            return new Signal.Field(
                    new Point(device.id(), ZigbeeBattery.POINT),
                    word,
                    word.equals("off"),
                    ZigbeeField.BATTERY.outcome(word).map(it -> meaning(it, why)),
                    payload(timed(named(device.name()).set("battery", percent))),
                    settling.ofState(heard));
        }

        private void reading(String key) {
            var value = at(key);
            if (value.isEmpty()) {
                return;
            }
            if (!value.get().isNumber()) {
                doubts.add(key + " must be a number");
                return;
            }
            var json = JSON.createObjectNode().set(key, value.get());
            signals.add(
                    new Signal.Reading(
                            new Point(device.id(), key),
                            JSON.writeValueAsString(json),
                            settling.ofState(heard)));
        }

        /// The device's own time, if the bridge is told to say it (`last_seen`).
        private ObjectNode timed(ObjectNode said) {
            new Fields(object)
                    .time("last_seen")
                    .ifPresent(time -> said.put("ts", time.toEpochMilli()));
            return said;
        }
    }

    static ObjectNode named(String name) {
        var said = JSON.createObjectNode();
        return name.isEmpty() ? said : said.put("source_name", name);
    }

    static Payload payload(ObjectNode said) {
        return new Payload(StrictJson.wholeCharacters(JSON.writeValueAsString(said)));
    }

    static Meaning meaning(Outcome outcome) {
        return meaning(outcome, outcome.when());
    }

    private static Meaning meaning(Outcome outcome, String when) {
        return new Meaning(
                outcome.type(),
                outcome.severity(),
                "a message of Zigbee2MQTT (" + when + ") means " + outcome.type());
    }

    private static Outcome says(String word, String type, Severity severity, String when) {
        return new Outcome(word, new EventType(type), severity, when);
    }
}
