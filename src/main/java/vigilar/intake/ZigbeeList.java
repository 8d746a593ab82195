package vigilar.intake;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Provenance;
import vigilar.event.SourceId;
import vigilar.intake.Signal.Point;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who belongs to the Zigbee network: `bridge/devices` and `bridge/event`. For one thread.
final class ZigbeeList {
    /// 2,000 devices: ten times what one coordinator carries.
    static final int MOST_DEVICES = 2_000;

    static final String MEMBERSHIP = "membership";
    private static final JsonMapper JSON = StrictJson.mapper(Limits.DEVICE_LIST);

    private final ZigbeeHome home;

    ZigbeeList(ZigbeeHome home) {
        this.home = home;
    }

    /// The list of all devices, as long as it may be: read one by one, never as a whole tree.
    Decoded devices(Heard heard, Provenance provenance) {
        if (heard.bytes().length > Limits.DEVICE_LIST.bytes()) {
            return new Decoded.Refused("larger than " + Limits.DEVICE_LIST.bytes() + " bytes");
        }
        var listed = new LinkedHashMap<SourceId, ZigbeeDevice>();
        var doubts = new ArrayList<String>();
        var entries = 0;
        try (var reading = JSON.readerFor(JsonNode.class).<JsonNode>readValues(heard.bytes())) {
            while (reading.hasNextValue()) {
                entries++;
                var entry = reading.nextValue();
                var device = ZigbeeDevice.listed(entry);
                if (device.isEmpty() || listed.size() >= MOST_DEVICES) {
                    doubts.add("entry " + entries + " of the list is no device, or one too many");
                } else if (!StrictJson.text(entry, "type").equals("Coordinator")) {
                    listed.put(device.get().id(), device.get());
                }
            }
        } catch (JacksonException wrong) {
            return new Decoded.Refused(StrictJson.why(wrong));
        }
        // The coordinator is always on it: an empty list, or an object, is a fault.
        return entries == 0 || (listed.isEmpty() && !doubts.isEmpty())
                ? new Decoded.Refused("not a list of devices")
                : new Decoded.Understood(changes(listed, provenance), doubts.stream().findFirst());
    }

    private List<Signal> changes(Map<SourceId, ZigbeeDevice> listed, Provenance provenance) {
        var first = home.isUnknown();
        var change = home.listed(listed.values());
        var signals = new ArrayList<Signal>();
        var moved = new HashMap<SourceId, SourceId>();
        change.joined()
                .forEach(
                        device -> {
                            var before = SafeName.of(device.name());
                            if (!before.equals(device.id())) {
                                moved.put(before, device.id());
                            }
                        });
        if (!moved.isEmpty()) {
            signals.add(new Signal.Moved(Zigbee2Mqtt.CALLED, moved));
        }
        change.changed()
                .forEach(
                        device ->
                                signals.add(
                                        new Signal.Learned(
                                                lessonOf(device.id()), device.lesson())));
        change.joined()
                .forEach(
                        device ->
                                signals.add(
                                        membership(
                                                device.id(),
                                                device.name(),
                                                Zigbee2Mqtt.JOINED,
                                                first,
                                                provenance)));
        change.gone()
                .forEach(
                        device -> {
                            signals.add(new Signal.Learned(lessonOf(device.id()), ""));
                            signals.add(
                                    membership(
                                            device.id(),
                                            device.name(),
                                            Zigbee2Mqtt.LEFT,
                                            false,
                                            provenance));
                        });
        return signals;
    }

    private static Point lessonOf(SourceId id) {
        return new Point(id, Zigbee2Mqtt.LESSON);
    }

    /// What happened to the network. The list and the event both tell of a newcomer, in either
    /// order: the point's state makes it one event.
    Decoded event(Heard heard, Provenance provenance) {
        if (!(StrictJson.parse(JSON, heard.bytes(), Limits.STANDARD)
                instanceof StrictJson.Parsed.Tree(var tree))) {
            return new Decoded.Refused("not JSON");
        }
        var type = StrictJson.text(tree, "type");
        var outcome =
                switch (type) {
                    case "device_joined" -> Optional.of(Zigbee2Mqtt.JOINED);
                    case "device_leave" -> Optional.of(Zigbee2Mqtt.LEFT);
                    default -> Optional.<Outcome>empty();
                };
        if (outcome.isEmpty()) {
            return type.isEmpty()
                    ? new Decoded.Refused("type is missing")
                    : new Decoded.Ignored("the bridge's event " + type);
        }
        var id = StrictJson.text(tree.path("data"), "ieee_address");
        var name = tree.path("data").path("friendly_name").asString(id);
        if (!SourceId.looksRight(id)) {
            return new Decoded.Refused("data.ieee_address is missing or no address");
        }
        var device = new SourceId(id);
        var signals = new ArrayList<Signal>();
        if (outcome.get().equals(Zigbee2Mqtt.LEFT)) {
            home.left(device);
            signals.add(new Signal.Learned(lessonOf(device), ""));
        }
        signals.add(membership(device, name, outcome.get(), false, provenance));
        return new Decoded.Understood(signals, Optional.empty());
    }

    private static Signal membership(
            SourceId id, String name, Outcome outcome, boolean rest, Provenance provenance) {
        return new Signal.Field(
                new Point(id, MEMBERSHIP),
                outcome.word(),
                rest,
                Optional.of(Zigbee2Mqtt.meaning(outcome)),
                Zigbee2Mqtt.payload(Zigbee2Mqtt.named(name)),
                provenance);
    }
}
