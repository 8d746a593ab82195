package vigilar.event;

import java.nio.charset.StandardCharsets;

/// The summary of an event as the contract has it on `vigilar/events/published` and in the stream:
/// `id`, `ts`, `type`, `severity`, `source_id`, `payload`, on one line.
///
/// Ids, types and sources cannot hold a character that JSON escapes (their records see to it) and
/// the payload is JSON already, so plain writing is safe and takes no JSON library on the hot path.
public final class EventJson {
    private EventJson() {}

    /// The summary as text.
    public static String write(Event event) {
        return "{\"id\":"
                + event.id().sequence()
                + ",\"ts\":"
                + event.at().toEpochMilli()
                + ",\"type\":\""
                + event.type().name()
                + "\",\"severity\":\""
                + event.severity().name()
                + "\",\"source_id\":\""
                + event.source().value()
                + "\",\"payload\":"
                + event.payload().json()
                + "}";
    }

    /// The summary as UTF-8.
    public static byte[] bytes(Event event) {
        return write(event).getBytes(StandardCharsets.UTF_8);
    }
}
