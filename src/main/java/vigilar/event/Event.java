package vigilar.event;

import java.time.Instant;

/// An occurrence that is durable: it has its place in the journal.
public record Event(EventId id, Occurrence what) {
    public Instant at() {
        return what.at();
    }

    public EventType type() {
        return what.type();
    }

    public Severity severity() {
        return what.severity();
    }

    public SourceId source() {
        return what.source();
    }

    public Payload payload() {
        return what.payload();
    }

    public Origin origin() {
        return what.origin();
    }
}
