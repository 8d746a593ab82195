package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.journal.Spans.Span;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How many events a filter finds in each slice of time, on one consistent state.
final class ArchiveCounts {
    private final Handle reading;
    private final ArchiveFilter filter;
    private final WantedStrands strands;
    private final Span ids;

    ArchiveCounts(Handle reading, ArchiveFilter filter) {
        this.reading = reading;
        this.filter = filter;
        strands = WantedStrands.of(reading, filter);
        ids = ArchiveSearch.idsOfTime(reading, filter);
    }

    /// The kept counts of the wanted strands from `from` up to `to`, both whole quarters of an
    /// hour.
    List<EventArchive.Slice> kept(Instant from, Instant to) {
        return filter.types().isEmpty() && filter.sources().isEmpty()
                ? countsOfAll(from, to)
                : countsOfStrands(from, to);
    }

    private List<EventArchive.Slice> countsOfAll(Instant from, Instant to) {
        try (var query =
                reading.createQuery(
                        """
                        SELECT start, sum(events), max(severity) FROM quarter
                        WHERE start >= :from AND start < :to AND severity >= :least
                        GROUP BY start ORDER BY start\
                        """)) {
            return query.bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .bind("least", StoredSeverity.number(filter.least()))
                    .map((row, _) -> quarter(row))
                    .list();
        }
    }

    private static EventArchive.Slice quarter(ResultSet row) throws SQLException {
        return new EventArchive.Slice(
                Instant.ofEpochMilli(row.getLong(1)),
                row.getLong(2),
                StoredSeverity.of(row.getInt(3)));
    }

    private List<EventArchive.Slice> countsOfStrands(Instant from, Instant to) {
        try (var query =
                reading.createQuery(
                        """
                        SELECT slice.start, sum(slice.events), max(strand.severity)
                        FROM slice JOIN strand ON strand.id = slice.strand
                        WHERE slice.start >= :from AND slice.start < :to
                            AND slice.strand IN (SELECT value FROM json_each(:wanted))
                        GROUP BY slice.start ORDER BY slice.start\
                        """)) {
            return query.bind("from", from.toEpochMilli())
                    .bind("to", to.toEpochMilli())
                    .bind("wanted", strands.json())
                    .map((row, _) -> quarter(row))
                    .list();
        }
    }

    /// The wanted events in slices of any width since `from`, counted one by one; not for words and
    /// times of the day.
    List<EventArchive.Slice> each(Instant from, Duration width) {
        try (var query =
                reading.createQuery(
                        """
                        SELECT (at - :from) / :width, count(*), max(strand.severity)
                        FROM event JOIN strand ON strand.id = event.strand
                        WHERE event.id >= :lowest AND event.id <= :highest
                            AND at >= :first AND at < :to
                            AND (:every OR strand IN (SELECT value FROM json_each(:wanted)))
                        GROUP BY 1 ORDER BY 1\
                        """)) {
            return query.bind("from", from.toEpochMilli())
                    .bind("first", filter.from().orElse(from).toEpochMilli())
                    .bind("to", filter.to().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE))
                    .bind("width", width.toMillis())
                    .bind("lowest", ids.first())
                    .bind("highest", ids.last())
                    .bind("every", strands.areAll())
                    .bind("wanted", strands.json())
                    .map(
                            (row, _) ->
                                    new EventArchive.Slice(
                                            from.plus(width.multipliedBy(row.getLong(1))),
                                            row.getLong(2),
                                            StoredSeverity.of(row.getInt(3))))
                    .list();
        }
    }
}
