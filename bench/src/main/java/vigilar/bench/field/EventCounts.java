package vigilar.bench.field;

import java.sql.SQLException;
import java.sql.Statement;

/// What a house counts of its events as it stores them, made for those that were stored past it.
public final class EventCounts {
    private EventCounts() {}

    /// Of all events that are there; nothing may be counted yet.
    public static void make(Statement sql) throws SQLException {
        boolean bytes;
        try (var found =
                sql.executeQuery("SELECT 1 FROM pragma_table_info('slice') WHERE name = 'bytes'")) {
            bytes = found.next(); // an older house has none
        }
        sql.execute(
                """
                INSERT INTO slice (start, strand, events, first_id, last_id%s)
                SELECT at / 900000 * 900000, strand, count(*), min(id), max(id)%s
                FROM event GROUP BY 1, 2\
                """
                        .formatted(
                                bytes ? ", bytes" : "",
                                bytes
                                        ? ", sum(64 + octet_length(payload) + octet_length(topic)"
                                                + " + octet_length(why))"
                                        : ""));
        sql.execute(
                """
                INSERT INTO quarter (start, severity, events, first_id, last_id)
                SELECT slice.start, severity, sum(events), min(first_id), max(last_id)
                FROM slice JOIN strand ON strand.id = slice.strand GROUP BY 1, 2\
                """);
    }
}
