package vigilar.alerts;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import vigilar.event.Event;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.names.Nameplate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What is told about one event, and how it travels.
///
/// @param topic one key per event: a service that still holds an earlier copy replaces it (RFC
///   8030, 5.4), so that a repeat after a crash is seen once
/// @param text JSON for the service worker; `tag` makes a repeat replace the earlier notification
record Letter(String topic, Postage postage, String text) {
    /// 12 characters of the epoch: enough to tell two lives of the store apart within the days that
    /// a service keeps a message; a topic may have 32.
    private static final int EPOCH_CHARACTERS = 12;

    private static final JsonMapper JSON = new JsonMapper();

    /// About an event. It goes out before there is a picture: where one is expected, it carries its
    /// address, and the phone looks there.
    ///
    /// @param rule what a rule wants told by it
    /// @param plate what people call the device that it is about
    static Letter about(
            Event event,
            Optional<RuleAlert> rule,
            String epoch,
            boolean pictured,
            Nameplate plate) {
        var text =
                marked(event, epoch)
                        .put("at", event.at().toEpochMilli())
                        .put("severity", severity(event, rule).name())
                        .put("type", event.type().name())
                        .put("source", event.source().value())
                        .put("title", title(event, rule))
                        .put("body", body(event, rule, plate));
        if (pictured) {
            text.put("picture", "/events/" + event.id() + "/snapshot");
        }
        return letter(event, rule, epoch, text);
    }

    /// The device that it is about.
    static SourceId device(Event event, Optional<RuleAlert> rule) {
        return rule.map(RuleAlert::device).orElse(event.source());
    }

    private static Severity severity(Event event, Optional<RuleAlert> rule) {
        return rule.map(RuleAlert::severity).orElse(event.severity());
    }

    private static String title(Event event, Optional<RuleAlert> rule) {
        return rule.map(RuleAlert::title).orElseGet(() -> inWords(event.type().name()));
    }

    /// Where; of a rule also what set it off there.
    private static String body(Event event, Optional<RuleAlert> rule, Nameplate plate) {
        return rule.map(
                        it ->
                                inWords(it.cause())
                                        + ": "
                                        + (it.zone().isEmpty()
                                                ? Place.of(it.device(), plate)
                                                : it.zone()))
                .orElseGet(() -> Place.of(event, plate));
    }

    /// To an owner: somebody typed their PIN for use under threat. Whether it opened anything is
    /// another matter: the house may have been disarmed, or have taken no PIN just then.
    static Letter silent(PushStore.Silent alert, String epoch) {
        var tag = epoch(epoch) + "-silent-" + alert.number();
        var text =
                JSON.createObjectNode()
                        .put("id", 0)
                        .put("tag", tag)
                        .put("at", alert.at().toEpochMilli())
                        .put("severity", Severity.CRITICAL.name())
                        .put("title", "Somebody is under threat")
                        .put(
                                "body",
                                alert.person()
                                        + " typed the PIN for that. In the house it looked like any"
                                        + " other PIN.");
        return new Letter(tag, Postage.of(Severity.CRITICAL), JSON.writeValueAsString(text));
    }

    /// Only what is needed to look it up, for a service that found the usual text too large.
    static Letter shorter(Event event, Optional<RuleAlert> rule, String epoch) {
        return letter(event, rule, epoch, marked(event, epoch));
    }

    private static Letter letter(
            Event event, Optional<RuleAlert> rule, String epoch, ObjectNode text) {
        return new Letter(
                topic(event, epoch),
                Postage.of(severity(event, rule)),
                JSON.writeValueAsString(text));
    }

    private static ObjectNode marked(Event event, String epoch) {
        return JSON.createObjectNode()
                .put("id", event.id().sequence())
                .put("tag", topic(event, epoch));
    }

    private static String topic(Event event, String epoch) {
        return epoch(epoch) + "-" + event.id();
    }

    private static String epoch(String epoch) {
        return epoch.substring(0, Math.min(EPOCH_CHARACTERS, epoch.length()));
    }

    /// What the test button sends: it must come at once or not at all.
    static Letter test() {
        return new Letter(
                "test",
                new Postage(Duration.ofMinutes(1), "high"),
                "{\"id\":0,\"tag\":\"test\",\"title\":\"Vigilar\","
                        + "\"body\":\"This is a test. Notifications reach this device.\"}");
    }

    /// `CONTACT_OPEN` as people write it.
    private static String inWords(String type) {
        if (type.isEmpty()) {
            return "";
        }
        var words = type.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
