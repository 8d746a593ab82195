package vigilar.alerts;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.SourceId;
import vigilar.text.PlainText;

import java.util.Optional;

/// A rule of the house wants somebody told, as its event says. Believed only of events that we said
/// ourselves: a device may call its own as it likes.
///
/// @param audience `everyone`, `owners`, or a person's name
/// @param title one line
/// @param cause the type of the event that set the rule off, said by `device`
/// @param zone of the panel's own events; empty: the device says it itself
record RuleAlert(String audience, String title, String cause, SourceId device, String zone) {
    private static final EventType FIRED = new EventType("RULE_FIRED");

    /// 120 characters of a title: two lines on a phone.
    private static final int LONGEST_TITLE = 120;

    private static final JsonMapper JSON = new JsonMapper();

    static Optional<RuleAlert> of(Event event) {
        if (!event.type().equals(FIRED) || !event.origin().topic().isEmpty()) {
            return Optional.empty();
        }
        try {
            return read(JSON.readTree(event.payload().json()));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<RuleAlert> read(JsonNode said) {
        var audience = said.path("audience").asString("");
        var device = said.path("device").asString("");
        if (audience.isEmpty() || !SourceId.looksRight(device)) {
            return Optional.empty(); // it tells nobody
        }
        return Optional.of(
                new RuleAlert(
                        audience,
                        PlainText.of(said.path("title").asString(""), LONGEST_TITLE),
                        said.path("cause").asString(""),
                        new SourceId(device),
                        PlainText.of(said.path("zone").asString(""), LONGEST_TITLE)));
    }

    /// Whether that person is meant.
    ///
    /// @param person empty: the device of an open house, where nobody is anybody
    boolean isFor(String person, boolean owner) {
        return switch (audience) {
            case "everyone" -> true;
            case "owners" -> owner;
            default -> audience.equalsIgnoreCase(person);
        };
    }
}
