package vigilar.alerts;

import vigilar.event.Event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// What is told about one event, and how it travels.
///
/// @param topic one key per event: a service that still holds an earlier copy replaces it (RFC
///   8030, 5.4), so that a repeat after a crash is seen once
/// @param text JSON for the service worker; `tag` makes a repeat replace the earlier notification
record Letter(String topic, Postage postage, String text) {
    /// 12 characters of the epoch: enough to tell two lives of the store apart within the days that
    /// a service keeps a message; a topic may have 32.
    private static final int EPOCH_CHARACTERS = 12;

    /// About an event.
    ///
    /// @param shorter only what is needed to look it up
    static Letter about(Event event, String epoch, boolean shorter) {
        var life = epoch.substring(0, Math.min(EPOCH_CHARACTERS, epoch.length()));
        var topic = life + "-" + event.id();
        // ids, types and sources hold nothing that JSON escapes: their records see to it
        var text =
                shorter
                        ? "{\"id\":%d,\"tag\":\"%s\"}".formatted(event.id().sequence(), topic)
                        : ("{\"id\":%d,\"tag\":\"%s\",\"at\":%d,\"severity\":\"%s\",\"type\":\"%s\","
                               + "\"source\":\"%s\",\"title\":\"%s\",\"body\":\"%s\"}")
                                .formatted(
                                        event.id().sequence(),
                                        topic,
                                        event.at().toEpochMilli(),
                                        event.severity(),
                                        event.type(),
                                        event.source(),
                                        inWords(event.type().name()),
                                        event.source());
        return new Letter(topic, Postage.of(event.severity()), text);
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
        var words = type.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
