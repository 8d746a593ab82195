package vigilar.alerts;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Event;
import vigilar.event.Payload;
import vigilar.event.SourceId;
import vigilar.names.Nameplate;
import vigilar.text.PlainText;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where something happened, as a notification says it: by the name that the page's sentences use,
/// and not by the number of a Zigbee radio.
final class Place {
    /// 80 characters of a device's own text, as on the page: two lines on a phone, and far below
    /// what a push holds.
    private static final int LONGEST = 80;

    /// 1,000 characters of a text are looked at: the rest of a longer one would not be shown.
    private static final int LONGEST_READ = 1_000;

    private static final Pattern ID_MARKS = Pattern.compile("[-_.]+");
    private static final JsonMapper JSON = new JsonMapper();

    private Place() {}

    /// The source's name, and its area where one is known: "Boiler room sensor, cellar". What
    /// people say goes before what the event says.
    static String of(Event event, Nameplate plate) {
        var said = parsed(event.payload());
        var name = plate.name().isEmpty() ? name(event, said) : plate.name();
        var area = plate.area().isEmpty() ? text(said, "area").orElse("") : plate.area();
        var names = Stream.of(name, area);
        return names.filter(it -> !it.isEmpty()).distinct().collect(Collectors.joining(", "));
    }

    /// The same of a device of which only its name is known.
    static String of(SourceId device, Nameplate plate) {
        var name = plate.name().isEmpty() ? readable(device.value()) : plate.name();
        return plate.area().isEmpty() ? name : name + ", " + plate.area();
    }

    /// The one place that decides what a source is called here.
    private static String name(Event event, JsonNode said) {
        return text(said, "source_name").orElseGet(() -> readable(event.source().value()));
    }

    private static Optional<String> text(JsonNode said, String key) {
        return Optional.of(said.path(key))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .map(it -> it.length() <= LONGEST_READ ? it : it.substring(0, LONGEST_READ))
                .map(Place::readable)
                .filter(it -> !it.isEmpty())
                .map(it -> PlainText.of(it, LONGEST));
    }

    private static String readable(String text) {
        return PlainText.line(ID_MARKS.matcher(text).replaceAll(" "));
    }

    private static JsonNode parsed(Payload payload) {
        try {
            return JSON.readTree(payload.json());
        } catch (JacksonException _) {
            return JSON.createObjectNode(); // as on the page: such a row still has its source
        }
    }
}
