package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.Severity;
import vigilar.journal.ArchiveFilter.TimeOfDay;
import vigilar.journal.Spans.Span;
import vigilar.storage.QuickSql;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Where events of a part of every day can lie: the kept quarters of an hour tell between which
/// ids. A clock that jumped makes a range wide, never wrong.
///
/// @param least quarters without events of that severity hold none that is wanted
record PartOfDay(TimeOfDay part, Severity least) {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long NANOS = Duration.ofMillis(1).toNanos();
    private static final long QUARTER = EventRows.SLICE.toMillis();

    /// The year 1: clocks go that far back, and numbers further.
    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    /// One row for each day, from one day with events to the next: `?1` is where the part begins on
    /// the first, `?2` how long it is, quarters that end within it counted in, `?3` the end of the
    /// time in question, `?4` the least severity.
    private static final String DAYS =
            """
            WITH RECURSIVE day(begin) AS (SELECT ?1
                UNION ALL
                SELECT ?1 + ((SELECT min(start) FROM quarter WHERE start >= begin + ?2)
                    - ?1 - ?2 + %1$d) / %1$d * %1$d FROM day WHERE begin < ?3)
            SELECT min(first_id), max(last_id) FROM day CROSS JOIN quarter
                ON start >= begin AND start < min(begin + ?2, ?3) AND severity >= ?4
            WHERE begin IS NOT NULL GROUP BY begin\
            """
                    .formatted(DAY);

    private static final String NEXT =
            "SELECT min(start) FROM quarter WHERE start >= ? AND start < ?";

    /// All of them between two moments in milliseconds, the second exclusive.
    List<Span> spans(Handle reading, long from, long to) {
        var spans = new ArrayList<Span>();
        var rules = part.zone().getRules();
        long moment = Math.max(from, EARLIEST);
        while (moment < to) {
            var quarter = next(reading, EventRows.sliceStart(moment), to);
            if (quarter.isEmpty()) {
                break;
            }
            var since = Instant.ofEpochMilli(Math.max(quarter.getAsLong(), moment));
            var turn = rules.nextTransition(since); // until then the offset is one
            moment = turn == null ? to : Math.min(to, turn.getInstant().toEpochMilli());
            long offset = Duration.ofSeconds(rules.getOffset(since).getTotalSeconds()).toMillis();
            ofOneOffset(reading, quarter.getAsLong(), moment, offset, spans);
        }
        return spans;
    }

    private static OptionalLong next(Handle reading, long from, long to) {
        return QuickSql.one(
                reading,
                NEXT,
                row -> {
                    long start = row.getLong(1);
                    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(start);
                },
                from,
                to);
    }

    private void ofOneOffset(Handle reading, long from, long end, long offset, List<Span> spans) {
        long opens = part.from().toNanoOfDay() / NANOS;
        long closes = (part.to().toNanoOfDay() + NANOS - 1) / NANOS;
        long lasts = closes > opens ? closes - opens : closes - opens + DAY;
        long begins = opens - offset - QUARTER + 1; // a quarter that begins then ends within
        long length = lasts + QUARTER - 1;
        // the first one that ends after `from`
        long first = begins + DAY * Math.floorDiv(from - begins - length + DAY, DAY);
        QuickSql.ask(
                reading,
                DAYS,
                rows -> {
                    while (rows.next()) {
                        spans.add(new Span(rows.getLong(1), rows.getLong(2)));
                    }
                    return true;
                },
                first,
                length,
                end,
                StoredSeverity.number(least));
    }

    /// Every distance from UTC that the zone's clocks had since 1970 or will have.
    static Set<Integer> offsetsSeconds(ZoneId zone) {
        var rules = zone.getRules();
        var began = Instant.EPOCH;
        var turns = rules.getTransitions().stream().filter(it -> it.getInstant().isAfter(began));
        var offsets =
                Stream.concat(
                        Stream.of(rules.getOffset(began)),
                        Stream.concat(
                                turns.map(ZoneOffsetTransition::getOffsetAfter),
                                rules.getTransitionRules().stream()
                                        .map(ZoneOffsetTransitionRule::getOffsetAfter)));
        return new TreeSet<>(offsets.map(it -> it.getTotalSeconds()).toList());
    }

    /// True if all moments of a quarter of an hour lie within the part of the day, or none.
    static boolean quartersTell(TimeOfDay part) {
        long quarter = EventRows.SLICE.toNanos();
        return part.from().toNanoOfDay() % quarter == 0
                && part.to().toNanoOfDay() % quarter == 0
                && offsetsSeconds(part.zone()).stream()
                        .allMatch(it -> it % EventRows.SLICE.toSeconds() == 0);
    }
}
