package vigilar.journal;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;

import java.nio.charset.StandardCharsets;
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
        long last =
                writing.createQuery(
                                "UPDATE head SET last_id = last_id + :n WHERE only = 1"
                                        + " RETURNING last_id")
                        .bind("n", occurrences.size())
                        .mapTo(Long.class)
                        .one();
        long first = last - occurrences.size() + 1;
        var slices = new HashMap<SliceKey, Growth>();
        try (var batch =
                writing.prepareBatch(
                        "INSERT INTO event (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?)")) {
            long id = first;
            for (var what : occurrences) {
                var strand = new Strand(what.source(), what.type(), what.severity());
                int number = strands.numberFor(writing, strand);
                long at = what.at().toEpochMilli();
                batch.bind(0, id)
                        .bind(1, at)
                        .bind(2, number)
                        .bind(3, what.payload().json())
                        .bind(4, what.origin().topic())
                        .bind(5, what.origin().why())
                        .add();
                slices.merge(
                        new SliceKey(sliceStart(at), number),
                        new Growth(1, id, id, size(what)),
                        Growth::and);
                id++;
            }
            batch.execute();
        }
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
        try (var batch = writing.prepareBatch(GROW_QUARTER)) {
            quarters.forEach((key, it) -> it.bind(batch, key.start(), key.severity()));
            batch.execute();
        }
    }

    private static void count(Handle writing, Map<SliceKey, Growth> slices) {
        try (var batch = writing.prepareBatch(GROW_SLICE)) {
            slices.forEach((key, it) -> it.bindWithBytes(batch, key.start(), key.strand()));
            batch.execute();
        }
    }

    private record QuarterKey(long start, int severity) {}

    private record SliceKey(long start, int strand) {}

    private record Growth(long events, long first, long last, long bytes) {
        Growth and(Growth later) {
            return new Growth(events + later.events, first, later.last, bytes + later.bytes);
        }

        void bind(PreparedBatch batch, long start, int kind) {
            batch.bind(0, start).bind(1, kind).bind(2, events).bind(3, first).bind(4, last).add();
        }

        void bindWithBytes(PreparedBatch batch, long start, int kind) {
            batch.bind(5, bytes);
            bind(batch, start, kind);
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
        // a strand is looked up only after its row was read whole: one statement at a time
        var rows = new ArrayList<Row>();
        long bytes = 0;
        try (var found =
                query.map(
                                (row, _) ->
                                        new Row(
                                                row.getLong(1),
                                                row.getLong(2),
                                                row.getInt(3),
                                                row.getString(4),
                                                row.getString(5),
                                                row.getString(6)))
                        .iterator()) {
            while (bytes <= mostBytes && found.hasNext()) {
                var row = found.next();
                rows.add(row);
                bytes += row.payload().length();
            }
        }
        return new Found(
                rows.stream().map(row -> row.event(strands.read(reading, row.strand()))).toList(),
                bytes > mostBytes);
    }

    private record Row(long id, long at, int strand, String payload, String topic, String why) {
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
