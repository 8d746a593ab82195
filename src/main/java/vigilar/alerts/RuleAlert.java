package vigilar.alerts;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.text.PlainText;

import java.util.Optional;
import java.util.function.LongFunction;

/// A rule of the house wants somebody told, as its event says. Believed only of events that we said
/// ourselves: a device may call its own as it likes.
///
/// What a rule tells only some people stands not in its event but in the room that has the rules,
/// as a row of `whisper`; the event carries the row's number.
///
/// @param severity how grave it is, and with it how a phone is woken
/// @param audience `everyone`, `owners`, or a person's name
/// @param title one line
/// @param cause the type of the event that set the rule off, said by `device`
/// @param zone of the panel's own events; empty: the device says it itself
record RuleAlert(
        Severity severity,
        String audience,
        String title,
        String cause,
        SourceId device,
        String zone) {
    /// Where an event carries the number of what it does not say.
    private static final String WHISPER = "whisper";

    private static final EventType FIRED = new EventType("RULE_FIRED");

    /// 120 characters of a title: two lines on a phone.
    private static final int LONGEST_TITLE = 120;

    private static final JsonMapper JSON = new JsonMapper();

    /// What stands in a row of `whisper`.
    ///
    /// @param said as the event of another rule says it openly
    record Whispered(Severity severity, String said) {}

    /// @param whispers the row of that number; empty: it is not there (any more)
    static Optional<RuleAlert> of(Event event, LongFunction<Optional<Whispered>> whispers) {
        if (!event.type().equals(FIRED) || !event.origin().topic().isEmpty()) {
            return Optional.empty();
        }
        try {
            var said = JSON.readTree(event.payload().json());
            return said.has(WHISPER)
                    ? whispers.apply(said.path(WHISPER).asLong(0))
                            .flatMap(it -> read(it.severity(), JSON.readTree(it.said())))
                    : read(event.severity(), said);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<RuleAlert> read(Severity severity, JsonNode said) {
        var audience = said.path("audience").asString("");
        var device = said.path("device").asString("");
        if (audience.isEmpty() || !SourceId.looksRight(device)) {
            return Optional.empty(); // it tells nobody
        }
        return Optional.of(
                new RuleAlert(
                        severity,
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
