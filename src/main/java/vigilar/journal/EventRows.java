package vigilar.journal;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.journal.Sieve.Condition;
import vigilar.journal.Spans.Span;
import vigilar.storage.QuickSql;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Events as rows: the only place that writes them and that turns them back.
final class EventRows {
    /// What [#read] wants to be selected.
    static final String COLUMNS = "id, at, strand, payload, topic, why";

    /// A quarter of an hour: the day strip has 96 a day.
    static final Duration SLICE = Duration.ofMinutes(15);

    /// What an event takes beside its texts: the row's and the index's own. 64 bytes, measured; the
    /// limit on the size counts with it, and V15 and [#SIZE] say the same.
    private static final int OVERHEAD = 64;

    /// The same in SQL.
    static final String SIZE =
            "(" + OVERHEAD + " + octet_length(payload) + octet_length(topic) + octet_length(why))";

    private static final String NUMBER =
            "UPDATE head SET last_id = last_id + ? WHERE only = 1 RETURNING last_id";

    private static final String INSERT =
            "INSERT INTO event (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)";

    private static final String AFTER =
            "SELECT " + COLUMNS + " FROM event WHERE id > ? ORDER BY id LIMIT ?";

    private static final String BETWEEN =
            "SELECT " + COLUMNS + " FROM event WHERE id >= ? AND id <= ? ";

    private static final String GROW_SLICE =
            """
            INSERT INTO slice (start, strand, events, first_id, last_id, bytes)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET events = events + excluded.events,
                last_id = excluded.last_id, bytes = bytes + excluded.bytes\
            """;

    private static final String GROW_QUARTER =
            """
            INSERT INTO quarter (start, severity, events, first_id, last_id) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET
                events = events + excluded.events, last_id = excluded.last_id\
            """;

    private final Strands strands;

    EventRows(Strands strands) {
        this.strands = strands;
    }

    /// Numbers and inserts the events, in their order.
    List<EventId> insert(Handle writing, List<Occurrence> occurrences) {
        if (occurrences.isEmpty()) {
            return List.of();
        }
        long last = QuickSql.one(writing, NUMBER, row -> row.getLong(1), occurrences.size());
        long first = last - occurrences.size() + 1;
        var slices = new HashMap<SliceKey, Growth>();
        var rows = new ArrayList<Row>(occurrences.size());
        for (var what : occurrences) {
            long id = first + rows.size();
            int number =
                    strands.numberFor(
                            writing, new Strand(what.source(), what.type(), what.severity()));
            long at = what.at().toEpochMilli();
            var origin = what.origin();
            rows.add(new Row(id, at, number, what.payload().json(), origin.topic(), origin.why()));
            slices.merge(
                    new SliceKey(sliceStart(at), number),
                    new Growth(1, id, id, size(what)),
                    Growth::and);
        }
        QuickSql.each(writing, INSERT, rows, (statement, row) -> row.bind(statement));
        count(writing, slices);
        count(writing, occurrences, first);
        return LongStream.rangeClosed(first, last).mapToObj(EventId::new).toList();
    }

    /// The start of the slice that a moment falls into; both in milliseconds.
    static long sliceStart(long at) {
        return Math.floorDiv(at, SLICE.toMillis()) * SLICE.toMillis();
    }

    private static void count(Handle writing, List<Occurrence> occurrences, long first) {
        var quarters = new HashMap<QuarterKey, Growth>();
        long id = first;
        for (var what : occurrences) {
            int severity = StoredSeverity.number(what.severity());
            quarters.merge(
                    new QuarterKey(sliceStart(what.at().toEpochMilli()), severity),
                    new Growth(1, id, id, 0),
                    Growth::and);
            id++;
        }
        QuickSql.each(
                writing,
                GROW_QUARTER,
                quarters.entrySet(),
                (statement, it) ->
                        it.getValue().bind(statement, it.getKey().start(), it.getKey().severity()));
    }

    private static void count(Handle writing, Map<SliceKey, Growth> slices) {
        QuickSql.each(
                writing,
                GROW_SLICE,
                slices.entrySet(),
                (statement, it) ->
                        it.getValue()
                                .bindWithBytes(
                                        statement, it.getKey().start(), it.getKey().strand()));
    }

    private record QuarterKey(long start, int severity) {}

    private record SliceKey(long start, int strand) {}

    private record Growth(long events, long first, long last, long bytes) {
        Growth and(Growth later) {
            return new Growth(events + later.events, first, later.last, bytes + later.bytes);
        }

        void bind(PreparedStatement statement, long start, int kind) throws SQLException {
            statement.setLong(1, start);
            statement.setInt(2, kind);
            statement.setLong(3, events);
            statement.setLong(4, first);
            statement.setLong(5, last);
        }

        void bindWithBytes(PreparedStatement statement, long start, int kind) throws SQLException {
            bind(statement, start, kind);
            statement.setLong(6, bytes);
        }
    }

    private static long size(Occurrence what) {
        return OVERHEAD
                + bytes(what.payload().json())
                + bytes(what.origin().topic())
                + bytes(what.origin().why());
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /// What came of a query.
    ///
    /// @param cut true if there may be more rows, left where they are for the sake of memory
    record Found(List<Event> events, boolean cut) {}

    /// The events that a query of [#COLUMNS] finds, in its order: at least one, if there is one,
    /// and no more once their payloads are larger than `mostBytes` together.
    Found read(Handle reading, Query query, long mostBytes) {
        var some = new Some(mostBytes);
        try (var rows = query.map((row, _) -> Row.of(row)).iterator()) {
            while (some.isRoom() && rows.hasNext()) {
                some.add(rows.next());
            }
        }
        return some.found(reading);
    }

    /// The events beyond an id: as [#read], and `most` of them.
    Found after(Handle reading, long id, int most, long mostBytes) {
        var some = QuickSql.ask(reading, AFTER, rows -> some(rows, mostBytes), id, most);
        return some.found(reading);
    }

    /// The events of those ids that the condition lets through, the first or the last ones of them:
    /// as [#read], and `most` of them.
    Found find(Handle reading, Span ids, boolean up, Condition on, int most, long mostBytes) {
        var parameters = new ArrayList<Object>(List.of(ids.first(), ids.last()));
        parameters.addAll(on.parameters());
        parameters.add(most);
        return QuickSql.ask(
                        reading,
                        BETWEEN
                                + on.sql()
                                + (up ? "ORDER BY id LIMIT ?" : "ORDER BY id DESC LIMIT ?"),
                        rows -> some(rows, mostBytes),
                        parameters.toArray())
                .found(reading);
    }

    private Some some(ResultSet rows, long mostBytes) throws SQLException {
        var read = new Some(mostBytes);
        while (read.isRoom() && rows.next()) {
            read.add(Row.of(rows));
        }
        return read;
    }

    /// Rows as they are read. A strand is looked up only after all were: one statement at a time.
    private final class Some {
        private final List<Row> rows = new ArrayList<>();
        private final long mostBytes;
        private long bytes;

        Some(long mostBytes) {
            this.mostBytes = mostBytes;
        }

        boolean isRoom() {
            return bytes <= mostBytes;
        }

        void add(Row row) {
            rows.add(row);
            bytes += row.payload().length();
        }

        Found found(Handle reading) {
            var events = new ArrayList<Event>(rows.size());
            for (var row : rows) {
                events.add(row.event(strands.read(reading, row.strand())));
            }
            return new Found(List.copyOf(events), !isRoom());
        }
    }

    private record Row(long id, long at, int strand, String payload, String topic, String why) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong(1),
                    row.getLong(2),
                    row.getInt(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6));
        }

        void bind(PreparedStatement statement) throws SQLException {
            statement.setLong(1, id);
            statement.setLong(2, at);
            statement.setInt(3, strand);
            statement.setString(4, payload);
            statement.setString(5, topic);
            statement.setString(6, why);
        }

        Event event(Strand what) {
            return new Event(
                    new EventId(id),
                    new Occurrence(
                            Instant.ofEpochMilli(at),
                            what.type(),
                            what.severity(),
                            what.source(),
                            new Payload(payload),
                            new Origin(topic, why)));
        }
    }
}
