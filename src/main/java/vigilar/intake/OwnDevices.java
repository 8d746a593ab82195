package vigilar.intake;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Endless;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.intake.Signal.Meaning;
import vigilar.text.SecretWords;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// The reader for what the owner's config describes, block by block. Pure but for the settling:
/// nothing is learned.
final class OwnDevices implements Producer {
    static final String CALLED = "[[device]] of the config";

    /// 64 characters of the value tell what was said.
    private static final int LONGEST_VALUE = 64;

    private static final JsonMapper JSON = StrictJson.mapper(Limits.STANDARD);

    private final List<OwnDevice> devices;
    private final Settling settling = new Settling();

    OwnDevices(List<OwnDevice> devices) {
        this.devices = List.copyOf(devices);
    }

    @Override
    public List<String> filters() {
        var filters = new LinkedHashSet<String>();
        devices.forEach(device -> filters.add(device.topic().value()));
        return List.copyOf(filters);
    }

    @Override
    public String called() {
        return CALLED;
    }

    /// Known by name where the block names one device; of the others the topic tells the rest.
    @Override
    public About about(SourceId source) {
        return devices.stream()
                .filter(device -> SafeName.of(device.name()).equals(source))
                .findFirst()
                .map(device -> new About(device.name(), "", device.area().orElse("")))
                .orElse(About.NOTHING);
    }

    @Override
    public Optional<SourceId> itself() {
        return Optional.empty();
    }

    @Override
    public boolean owns(String topic) {
        return devices.stream().anyMatch(it -> it.topic().wildcardsIn(topic).isPresent());
    }

    @Override
    public Decoded read(Heard heard) {
        if (heard.bytes().length == 0) {
            return new Decoded.Ignored("an empty message only clears what the broker kept");
        }
        if (heard.bytes().length > Limits.STANDARD.bytes()) {
            return new Decoded.Refused("larger than " + Limits.STANDARD.bytes() + " bytes");
        }
        var signals = new ArrayList<Signal>();
        var refused = new ArrayList<String>();
        var ignored = new ArrayList<String>();
        for (var device : devices) {
            var wildcards = device.topic().wildcardsIn(heard.topic());
            if (wildcards.isPresent()) {
                switch (one(device, device.nameWith(wildcards.get()), heard)) {
                    case Decoded.Understood understood -> signals.addAll(understood.signals());
                    case Decoded.Refused wrong -> refused.add(wrong.reason());
                    case Decoded.Ignored(var why) -> ignored.add(why);
                    case Decoded.OurOwn _ -> {}
                }
            }
        }
        if (!signals.isEmpty()) {
            return new Decoded.Understood(signals, refused.stream().findFirst());
        }
        return refused.isEmpty()
                ? new Decoded.Ignored(ignored.isEmpty() ? "nobody asked" : ignored.getFirst())
                : new Decoded.Refused(refused.getFirst());
    }

    private Decoded one(OwnDevice device, String name, Heard heard) {
        return switch (Value.in(device.pointer(), heard.bytes())) {
            case Value.Nothing(var why) -> new Decoded.Ignored(why);
            case Value.Wrong(var reason) -> new Decoded.Refused(reason);
            case Value.Text(var text) ->
                    switch (device.sense().of(text)) {
                        case NEITHER ->
                                device.pulse()
                                        ? new Decoded.Ignored(
                                                "%s is not what makes it an event"
                                                        .formatted(quoted(heard, text)))
                                        : new Decoded.Refused(
                                                "%s must be %s, not %s"
                                                        .formatted(
                                                                where(device.pointer()),
                                                                device.sense().inWords(),
                                                                quoted(heard, text)));
                        case ON -> signal(device, name, text, true, heard);
                        case OFF -> signal(device, name, text, false, heard);
                    };
        };
    }

    private Decoded signal(OwnDevice device, String name, String text, boolean on, Heard heard) {
        var source = SafeName.of(name);
        var said = JSON.createObjectNode().put("source_name", name).put("value", brief(text));
        device.area().ifPresent(area -> said.put("area", area));
        var payload = new Payload(StrictJson.wholeCharacters(JSON.writeValueAsString(said)));
        var type = on ? Optional.of(device.type()) : device.over();
        var meaning =
                type.map(
                        it ->
                                new Meaning(
                                        it,
                                        on ? device.severity() : Severity.INFO,
                                        "%s '%s' on %s means %s by the [[device]] block '%s'"
                                                .formatted(
                                                        where(device.pointer()),
                                                        brief(text),
                                                        device.topic(),
                                                        it,
                                                        device.name())));
        if (device.pulse()) {
            return on
                    ? new Decoded.Understood(
                            new Signal.Pulse(
                                    source,
                                    meaning.orElseThrow(),
                                    Endless.mark(payload),
                                    settling.ofMoment(heard)),
                            false)
                    : new Decoded.Ignored(quoted(heard, text) + " is not what makes it an event");
        }
        return new Decoded.Understood(
                new Signal.Field(
                        device.point(source),
                        on ? "on" : "off",
                        !on,
                        meaning,
                        payload,
                        settling.ofState(heard)),
                false);
    }

    private static String where(String pointer) {
        return pointer.isEmpty() ? "the payload" : pointer;
    }

    /// Why a message was not understood is shown to whoever may look.
    private static String quoted(Heard heard, String text) {
        return SecretWords.in(heard.topic()) ? "what it says" : "'" + brief(text) + "'";
    }

    private static String brief(String text) {
        var points = text.strip().codePoints().limit(LONGEST_VALUE).toArray();
        return new String(points, 0, points.length);
    }

    /// What a pointer finds in a payload.
    private sealed interface Value {
        record Text(String text) implements Value {}

        record Nothing(String why) implements Value {}

        record Wrong(String reason) implements Value {}

        static Value in(String pointer, byte[] bytes) {
            if (pointer.isEmpty()) {
                return StrictJson.strictText(bytes)
                        .<Value>map(Text::new)
                        .orElseGet(() -> new Wrong("not UTF-8"));
            }
            return switch (StrictJson.parse(JSON, bytes, Limits.STANDARD)) {
                case StrictJson.Parsed.Nonsense(var reason) -> new Wrong(reason);
                case StrictJson.Parsed.Tree(var tree) -> {
                    var node = tree.at(JsonPointer.compile(pointer));
                    if (node.isMissingNode() || node.isNull()) {
                        yield new Nothing("there is nothing at " + pointer);
                    }
                    yield node.isValueNode()
                            ? new Text(node.asString())
                            : new Wrong(pointer + " must be a plain value, not a list or object");
                }
            };
        }
    }
}
