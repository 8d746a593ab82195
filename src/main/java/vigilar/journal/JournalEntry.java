package vigilar.journal;

import vigilar.event.Event;
import vigilar.event.EventJson;

/// An event as followers get it: with its summary encoded once, for all of them.
///
/// @param json the summary in UTF-8 on one line ([EventJson]); shared, nobody writes to it
@SuppressWarnings(
        "ArrayRecordComponent") // shared bytes on the hot path; entries are never compared
public record JournalEntry(Event event, byte[] json) {
    /// Encodes the event.
    public static JournalEntry of(Event event) {
        return new JournalEntry(event, EventJson.bytes(event));
    }
}
