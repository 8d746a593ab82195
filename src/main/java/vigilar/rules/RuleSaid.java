package vigilar.rules;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What this room says, as events of the journal and as messages of the contract.
final class RuleSaid {
    /// Said when a rule was set off and what it does is under way.
    static final EventType FIRED = new EventType("RULE_FIRED");

    /// Said when somebody wrote other rules.
    static final EventType CHANGED = new EventType("RULES_CHANGED");

    /// Said when somebody ended the sirens of a disarmed house.
    private static final EventType SILENCED = new EventType("SIRENS_SILENCED");

    /// All that this room says.
    static final Set<EventType> TYPES = Set.of(FIRED, CHANGED, SILENCED, Errands.NOT_DONE);

    private static final JsonMapper JSON = new JsonMapper();

    private RuleSaid() {}

    static String title(Rule rule) {
        return rule.alert()
                .map(Action.Alert::title)
                .filter(it -> !it.isEmpty())
                .orElse(rule.name().value());
    }

    /// The event is as grave as the alert that goes with it is urgent. Of a rule for some people it
    /// says no more than that one acted: the rest is a [Whisper].
    ///
    /// @param number of the whisper, 0 if it is none
    static Occurrence fired(Firing firing, long number, Instant now) {
        return number == 0
                ? said(FIRED, severity(firing.rule()), spoken(firing), why(firing), now)
                : said(
                        FIRED,
                        Severity.INFO,
                        whispered(number),
                        "a rule acted; what it is about is told to some people only",
                        now);
    }

    private static Occurrence said(
            EventType type, Severity severity, ObjectNode payload, String why, Instant now) {
        return new Occurrence(
                now,
                type,
                severity,
                RuleWatch.RULES,
                new Payload(payload.toString()),
                Origin.ourselves(why));
    }

    private static ObjectNode whispered(long number) {
        return JSON.createObjectNode()
                .put("rule", Rule.FOR_SOME.value())
                .put(Whisper.NUMBER, number);
    }

    /// The number of the whisper that belongs to an event of ours.
    static Optional<Long> whisperOf(Event event) {
        var number = JSON.readTree(event.payload().json()).path(Whisper.NUMBER);
        return number.isIntegralNumber() ? Optional.of(number.asLong()) : Optional.empty();
    }

    /// What is not said openly.
    static Whisper whisper(Firing firing, long number) {
        var audience = firing.rule().alert().orElseThrow().audience().word();
        return new Whisper(
                number, audience, severity(firing.rule()), spoken(firing).toString(), why(firing));
    }

    private static ObjectNode spoken(Firing firing) {
        var payload = of(firing);
        firing.rule()
                .alert()
                .ifPresent(
                        it ->
                                payload.put("audience", it.audience().word())
                                        .put("title", title(firing.rule())));
        return payload;
    }

    private static String why(Firing firing) {
        var rule = firing.rule();
        return "rule %s: %s; %s".formatted(rule.name(), what(firing), RuleWords.then(rule));
    }

    private static Severity severity(Rule rule) {
        return rule.alert().map(it -> it.urgency().severity()).orElse(Severity.INFO);
    }

    private static ObjectNode of(Firing firing) {
        var said = JSON.createObjectNode();
        zone(firing).ifPresent(it -> said.put("zone", it));
        return said.put("rule", firing.rule().name().value())
                .put("event", firing.cause().id().sequence())
                .put("cause", firing.cause().type().name())
                .put("device", firing.cause().source().value())
                .put("arm_state", firing.armed().name());
    }

    /// "PERSON_DETECTED from garden"; of the panel "ALARM: front-door".
    static String what(Firing firing) {
        var cause = firing.cause();
        if (RuleWatch.isPanels(cause)) {
            return cause.type() + zone(firing).map(it -> ": " + it).orElse("");
        }
        return cause.type() + " from " + cause.source();
    }

    private static Optional<String> zone(Firing firing) {
        return Optional.of(firing.cause())
                .filter(RuleWatch::isPanels)
                .map(it -> RuleWatch.text(it, "zone"))
                .filter(it -> !it.isEmpty());
    }

    /// It was set off too often, or too late for a command.
    ///
    /// @param number of the whisper, 0 if it is none
    static Occurrence notDone(Firing firing, long number, String why, Instant now) {
        return said(
                Errands.NOT_DONE,
                Severity.WARNING,
                number == 0 ? of(firing) : whispered(number),
                "rule %s: %s".formatted(firing.rule().openName(), why),
                now);
    }

    /// What the contract says on `system/alert`.
    static String alertMessage(Firing firing) {
        return JSON.createObjectNode()
                .put("event_id", firing.cause().id().sequence())
                .put("rule", firing.rule().name().value())
                .put("severity", severity(firing.rule()).name())
                .put("title", title(firing.rule()))
                .put("body", what(firing))
                .toString();
    }

    /// What the contract says on `camera/{id}/command/record`.
    static String recordMessage(Firing firing, Action.Recording record) {
        return JSON.createObjectNode()
                .put("event_id", firing.cause().id().sequence())
                .put("seconds", record.length().toSeconds())
                .toString();
    }

    /// @param by who did it; empty: nobody knows
    static Occurrence silenced(String by, Instant now) {
        var payload = JSON.createObjectNode();
        if (!by.isEmpty()) {
            payload.put("person", by);
        }
        return new Occurrence(
                now,
                SILENCED,
                Severity.INFO,
                RuleWatch.RULES,
                new Payload(payload.toString()),
                Origin.ourselves("the sirens of rules end, in a disarmed house"));
    }

    /// @param by who wrote them; empty: nobody knows
    static Occurrence changed(RuleBook book, String by, Instant now) {
        var payload =
                JSON.createObjectNode()
                        .put("rules", book.rules().size())
                        .put("wrong", book.complaints().size());
        if (!by.isEmpty()) {
            payload.put("person", by);
        }
        return new Occurrence(
                now,
                CHANGED,
                book.complaints().isEmpty() ? Severity.INFO : Severity.WARNING,
                RuleWatch.RULES,
                new Payload(payload.toString()),
                Origin.ourselves(
                        book.complaints().isEmpty()
                                ? "%d rules run".formatted(book.rules().size())
                                // everybody reads this, and not everybody the rules
                                : "%d rules run; not all, see %s"
                                        .formatted(
                                                book.rules().size(),
                                                book.wrong().getFirst().where())));
    }
}
