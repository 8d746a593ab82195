package vigilar.web;

import vigilar.event.EventId;
import vigilar.journal.ArchiveFilter;
import vigilar.journal.ArchiveFilter.TimeOfDay;
import vigilar.journal.EventArchive;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A question to the archive, as it stands in the address bar and in the API.
///
/// @param before older than this, newest first; with neither cursor: from the newest
/// @param after newer than this, oldest first; with both: what lies between, oldest first
record EventQuery(
        Optional<EventId> before, Optional<EventId> after, int limit, ArchiveFilter filter) {
    /// 100 events: two screens.
    private static final int USUAL_LIMIT = 100;

    private static final Set<String> KEYS =
            Set.of(
                    "before",
                    "after",
                    "limit",
                    "severity",
                    "type",
                    "source",
                    "from",
                    "to",
                    "time_of_day",
                    "tz",
                    "q",
                    "unseen");

    /// Reads what it knows and leaves complaints with the reader; other keys are no matter here.
    static EventQuery read(QueryReader reader) {
        var before = reader.id("before");
        var after = reader.id("after");
        var limit = reader.whole("limit", 1, EventArchive.MOST_PER_PAGE, USUAL_LIMIT);
        return new EventQuery(before, after, limit, filter(reader));
    }

    /// The same for the API, where an unknown key is refused.
    static EventQuery readStrictly(QueryReader reader) {
        reader.refuseOthersThan(KEYS);
        return read(reader);
    }

    /// Of any query, whatever it holds, for a page that shows what it can.
    static EventQuery lenient(Map<String, String> query) {
        return read(new QueryReader(query));
    }

    static ArchiveFilter filter(QueryReader reader) {
        var zone = reader.zone("tz");
        return new ArchiveFilter(
                reader.severity("severity"),
                reader.types("type"),
                reader.sources("source"),
                reader.time("from", zone),
                reader.time("to", zone),
                reader.read("time_of_day", "like 22:00-06:00", text -> timeOfDay(text, zone)),
                reader.words("q"));
    }

    private static TimeOfDay timeOfDay(String text, ZoneId zone) {
        var dash = text.indexOf('-');
        if (dash < 0) {
            throw new IllegalArgumentException(text);
        }
        var from = LocalTime.parse(text.substring(0, dash));
        return new TimeOfDay(from, LocalTime.parse(text.substring(dash + 1)), zone);
    }
}
