package vigilar.journal;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/// Things that happen in a test house.
final class Samples {
    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Samples() {}

    static List<Occurrence> some(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> one("door-" + i % 3, NOON.plusMillis(i)))
                .toList();
    }

    static Occurrence one(String source, Instant at) {
        return new Occurrence(
                at,
                new EventType("CONTACT_OPEN"),
                Severity.INFO,
                new SourceId(source),
                new Payload("{\"ts\":" + at.toEpochMilli() + ",\"note\":\"Grüße\"}"),
                new Origin("vigilar/sensor/" + source + "/contact_open", "a door opened"));
    }
}
