package vigilar.bench.torture;

import vigilar.bench.field.EventCounts;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A store with a past that no torture waits for: written by hand, the house being away.
final class OldStore implements AutoCloseable {
    /// 400 days: routine events are long due by then, those of an alarm are not.
    private static final Duration AGO = Duration.ofDays(400);

    private static final int DEVICES = 10;

    /// Each 50th is a person at the door, all others motion.
    static final int ALARM_EACH = 50;

    private final Connection rows;

    private OldStore(Path file) throws SQLException {
        rows = DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    static OldStore in(Path file) {
        try {
            return new OldStore(file);
        } catch (SQLException failure) {
            throw new Trouble("the store cannot be opened", failure);
        }
    }

    /// What is done to it.
    private interface Work {
        void on(Statement sql) throws SQLException;
    }

    private void work(Work work) {
        try (var sql = rows.createStatement()) {
            work.on(sql);
        } catch (SQLException failure) {
            throw new Trouble("the store cannot be written: " + failure.getMessage(), failure);
        }
    }

    /// In place of whatever stands there: so many events of 400 days ago, and then some of now.
    ///
    /// @param isPinned the id of an old one that somebody wants kept; 0: none
    void fill(int old, int fresh, long isPinned) {
        long now = System.currentTimeMillis();
        work(
                sql -> {
                    sql.execute("PRAGMA synchronous = OFF");
                    sql.execute("BEGIN");
                    for (var table : List.of("event", "slice", "quarter", "strand")) {
                        sql.execute("DELETE FROM " + table);
                    }
                    sql.execute(
                            """
                            INSERT INTO strand (id, source, type, severity)
                            WITH RECURSIVE device(i) AS
                                (SELECT 0 UNION ALL SELECT i + 1 FROM device WHERE i < %d),
                            kind(k, type, severity) AS
                                (VALUES (0, 'MOTION_START', 0), (1, 'PERSON_DETECTED', 2))
                            SELECT 2 * i + k + 1, 'device-' || i, type, severity FROM device, kind\
                            """
                                    .formatted(DEVICES - 1));
                    events(sql, 1, old, now - AGO.toMillis(), ALARM_EACH);
                    if (fresh > 0) {
                        events(sql, old + 1, old + fresh, now, old + fresh + 1);
                    }
                    EventCounts.make(sql);
                    sql.execute("UPDATE head SET last_id = " + (old + fresh));
                    sql.execute(
                            """
                            INSERT INTO follower (name, last_id) VALUES ('announcer', %d)
                            ON CONFLICT DO UPDATE SET last_id = excluded.last_id\
                            """
                                    .formatted(old + fresh));
                    if (isPinned > 0) {
                        sql.execute("INSERT INTO pin VALUES (%d, 0, %d)".formatted(isPinned, now));
                    }
                    sql.execute("COMMIT");
                });
    }

    private static void events(Statement sql, int first, int last, long end, int alarmEach)
            throws SQLException {
        sql.execute(
                """
                INSERT INTO event (id, at, strand, payload, topic, why)
                WITH RECURSIVE n(i) AS
                    (SELECT %1$d UNION ALL SELECT i + 1 FROM n WHERE i < %2$d)
                SELECT i, %3$d - (%2$d - i) * 60, 2 * (i %% %4$d) + (i %% %5$d = 0) + 1,
                    '{"n":' || i || '}', 'vigilar/sensor/device-' || (i %% %4$d) || '/motion', 'old'
                FROM n\
                """
                        .formatted(first, last, end, DEVICES, alarmEach));
    }

    /// Makes the tables as the first of these scripts made them, and notes them as done, as it
    /// stands in a store on which all of them were.
    void tables(List<Path> scripts, Path newest) {
        work(
                sql -> {
                    sql.execute("PRAGMA journal_mode = WAL");
                    for (var script : scripts) {
                        sql.executeUpdate(text(script)); // all of its statements
                    }
                    sql.execute("ATTACH '" + newest + "' AS newest");
                    String history;
                    try (var found =
                            sql.executeQuery(
                                    "SELECT sql FROM newest.sqlite_schema"
                                            + " WHERE name = 'flyway_schema_history'")) {
                        if (!found.next()) {
                            throw new Trouble("the newest store does not say how it was made");
                        }
                        history = found.getString(1);
                    }
                    sql.execute(history);
                    sql.execute(
                            "INSERT INTO flyway_schema_history"
                                    + " SELECT * FROM newest.flyway_schema_history"
                                    + " ORDER BY installed_rank LIMIT "
                                    + scripts.size());
                    sql.execute("DETACH newest");
                });
    }

    private static String text(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException failure) {
            throw new Trouble("cannot read " + script, failure);
        }
    }

    /// How many scripts have made its tables.
    long steps() {
        return numbers("SELECT count(*) FROM flyway_schema_history WHERE success").getFirst();
    }

    /// The ids of its events up to that one.
    List<Long> idsUpTo(long last) {
        return numbers("SELECT id FROM event WHERE id <= " + last + " ORDER BY id");
    }

    private List<Long> numbers(String query) {
        var found = new ArrayList<Long>();
        work(
                sql -> {
                    sql.execute("PRAGMA busy_timeout = 5000");
                    try (var all = sql.executeQuery(query)) {
                        while (all.next()) {
                            found.add(all.getLong(1));
                        }
                    }
                });
        return found;
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (SQLException failure) {
            throw new Trouble("the store cannot be closed", failure);
        }
    }
}
