package vigilar.event;

import java.time.Instant;

/// Something that happened in the house, classified, before the journal has given it a number.
///
/// @param at when we received it, to the millisecond; the device's own time stays in the payload's
///   `ts`
public record Occurrence(
        Instant at,
        EventType type,
        Severity severity,
        SourceId source,
        Payload payload,
        Origin origin) {}
