package vigilar.alerts;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.event.Severity;
import vigilar.storage.ReadyStore;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// A phone with its push service, for a Vigilar that is a process of its own.
public final class PushedPhone implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final PushPlace place;

    public PushedPhone(Path folder) throws Exception {
        place = new PushPlace(folder, Clock.systemUTC());
    }

    /// With what the house's JVM trusts this push service.
    public List<String> trustOptions() {
        return place.trustOptions();
    }

    /// Lines for the house's configuration.
    public static String config() {
        return """
        [push]
        subject = "mailto:anna@anna.name"
        allow_private = true
        """;
    }

    /// Subscribes to a house that is not running yet.
    public void subscribe(Path data, Severity threshold) {
        var settings = new PushSettings(data, new PushSubject("mailto:anna@anna.name"), true);
        try (var database = ReadyStore.open(data)) {
            var desk = PushDesk.of(database, settings, Clock.systemUTC());
            place.subscribed(desk.key());
            var outcome =
                    desk.subscribe(
                            new PushDesk.Asking(0, true),
                            endpoint(),
                            key(),
                            secret(),
                            "A phone",
                            threshold);
            if (!(outcome instanceof PushDesk.Outcome.Subscribed)) {
                throw new AssertionError(outcome);
            }
        }
    }

    /// What its browser says when the page subscribes: where to deliver.
    public String endpoint() {
        return place.endpoint("/phone");
    }

    /// And `p256dh`, in base64url.
    public String key() {
        return place.recipient.key();
    }

    /// And `auth`, in base64url.
    public String secret() {
        return place.recipient.secret();
    }

    /// Its browser has subscribed for that applicationServerKey, in base64url.
    public void subscribedFor(String senderKey) {
        place.subscribed(senderKey);
    }

    /// What reached the push service: under which key, and what only the phone can read.
    public record Told(String topic, JsonNode text) {}

    /// The next push, waiting up to 15 s.
    public Told next() throws InterruptedException {
        return read(place.next());
    }

    /// The next push, if one is there.
    Optional<Told> poll() {
        return Optional.ofNullable(place.received.poll()).map(this::read);
    }

    private Told read(PushPlace.Parcel parcel) {
        try {
            return new Told(
                    parcel.headers().getOrDefault("topic", ""),
                    JSON.readTree(place.recipient.textOf(parcel)));
        } catch (GeneralSecurityException unreadable) {
            throw new AssertionError("it cannot be opened", unreadable);
        }
    }

    PushPlace place() {
        return place;
    }

    @Override
    public void close() throws IOException {
        place.close();
        if (!place.odd.isEmpty()) {
            throw new AssertionError(place.odd.toString());
        }
    }
}
