package vigilar.journal;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import vigilar.event.EventType;
import vigilar.event.SourceId;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The strands as this process knows them. Filled by reading committed rows only, so a transaction
/// that was undone cannot leave a number behind that then means something else.
final class Strands {
    /// 65,536: some 16 MB. A home has hundreds; beyond this (somebody invents sources) they are
    /// looked up in the table each time.
    private static final int MOST_REMEMBERED = 65_536;

    private final Map<Integer, Strand> byNumber = new ConcurrentHashMap<>();
    private final Map<Strand, Integer> numbers = new ConcurrentHashMap<>();

    /// The strand of that number; only for handles that read.
    Strand read(Handle reading, int number) {
        var known = byNumber.get(number);
        return known != null ? known : lookUp(reading, number);
    }

    private Strand lookUp(Handle reading, int number) {
        var strand =
                reading.createQuery("SELECT source, type, severity FROM strand WHERE id = :id")
                        .bind("id", number)
                        .map(
                                (row, _) ->
                                        new Strand(
                                                new SourceId(row.getString(1)),
                                                new EventType(row.getString(2)),
                                                StoredSeverity.of(row.getInt(3))))
                        .one();
        if (byNumber.size() < MOST_REMEMBERED) {
            byNumber.put(number, strand);
            numbers.put(strand, number);
        }
        return strand;
    }

    /// The number of the strand, made when it is new; for the transaction that writes.
    int numberFor(Handle writing, Strand strand) {
        @Nullable Integer known = numbers.get(strand);
        return known != null ? known : findOrMake(writing, strand);
    }

    private static int findOrMake(Handle writing, Strand strand) {
        return writing.createQuery(
                        """
                        INSERT INTO strand (source, type, severity) VALUES (:source, :type, :severity)
                        ON CONFLICT DO UPDATE SET severity = excluded.severity RETURNING id\
                        """)
                .bind("source", strand.source().value())
                .bind("type", strand.type().name())
                .bind("severity", StoredSeverity.number(strand.severity()))
                .mapTo(Integer.class)
                .one();
    }
}
