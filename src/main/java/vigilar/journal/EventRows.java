package vigilar.journal;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;

import java.time.Duration;
import java.time.Instant;
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
        var slices = new HashMap<SliceKey, SliceGrowth>();
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
                        new SliceGrowth(1, id, id),
                        SliceGrowth::and);
                id++;
            }
            batch.execute();
        }
        count(writing, slices);
        return LongStream.rangeClosed(first, last).mapToObj(EventId::new).toList();
    }

    /// The start of the slice that a moment falls into; both in milliseconds.
    static long sliceStart(long at) {
        return Math.floorDiv(at, SLICE.toMillis()) * SLICE.toMillis();
    }

    private static void count(Handle writing, Map<SliceKey, SliceGrowth> slices) {
        try (var batch =
                writing.prepareBatch(
                        """
                        INSERT INTO slice (start, strand, events, first_id, last_id)
                        VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO UPDATE SET
                            events = events + excluded.events, last_id = excluded.last_id\
                        """)) {
            slices.forEach(
                    (key, growth) ->
                            batch.bind(0, key.start())
                                    .bind(1, key.strand())
                                    .bind(2, growth.events())
                                    .bind(3, growth.first())
                                    .bind(4, growth.last())
                                    .add());
            batch.execute();
        }
    }

    private record SliceKey(long start, int strand) {}

    private record SliceGrowth(long events, long first, long last) {
        SliceGrowth and(SliceGrowth later) {
            return new SliceGrowth(events + later.events, first, later.last);
        }
    }

    /// The events that a query of [#COLUMNS] finds, in its order.
    List<Event> read(Handle reading, Query query) {
        // a strand is looked up only after its row was read whole: one statement at a time
        var rows =
                query.map(
                                (row, _) ->
                                        new Row(
                                                row.getLong(1),
                                                row.getLong(2),
                                                row.getInt(3),
                                                row.getString(4),
                                                row.getString(5),
                                                row.getString(6)))
                        .list();
        return rows.stream().map(row -> row.event(strands.read(reading, row.strand()))).toList();
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
