package vigilar.pictures;

import tools.jackson.databind.json.JsonMapper;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Instant;

/// The event that tells which part of Frigate's record nobody compared with ours: what a camera saw
/// then and no message told of is missing for good.
final class RecordGap {
    static final EventType TYPE = new EventType("RECORD_GAP");

    private static final JsonMapper JSON = new JsonMapper();

    private RecordGap() {}

    static Occurrence of(GivenUp gone, Instant now) {
        var said =
                JSON.createObjectNode()
                        .put("from", gone.from().toString())
                        .put("to", gone.to().toString())
                        .put("why", why(gone));
        return new Occurrence(
                now,
                TYPE,
                Severity.WARNING,
                SourceId.SYSTEM,
                new Payload(JSON.writeValueAsString(said)),
                Origin.ourselves(
                        "over a week old and not compared with Frigate's record: what the camera"
                                + " saw then and no message told of is missing"));
    }

    static String why(GivenUp gone) {
        return gone.why().isEmpty()
                ? "Vigilar was off, did not hear the broker, or started anew before it could"
                : gone.why();
    }
}
