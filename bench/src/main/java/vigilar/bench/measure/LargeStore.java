package vigilar.bench.measure;

import vigilar.bench.field.Await;
import vigilar.bench.field.EventCounts;
import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Trouble;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// The store of a house that has run for eighty days and has seen millions of events: made with the
/// tables of an empty house, and filled past the house, which would take a quarter of an hour. Two
/// hundred devices, most of them motion, some doors, cameras and alarms.
final class LargeStore {
    private static final int DEVICES = 200;

    /// Within the ninety days that routine events are kept.
    private static final long SPAN_MILLIS = 80L * 24 * 3600 * 1000;

    /// 200,000 rows a transaction.
    private static final long STEP = 200_000;

    /// As many ids have an index of their own.
    private static final long CHUNK = 16_384;

    private static final String INDEXED = "SELECT count(*) FROM word_chunk WHERE width > 0";

    /// 1 h: ten million events take some ten minutes on two idle cores.
    private static final Duration INDEXING = Duration.ofHours(1);

    private LargeStore() {}

    /// Fills a new data folder and returns the plan of a house on it.
    static HousePlan fill(Ground ground, long events) {
        // as large as it is: nothing of it is to be removed while we measure
        var plan = ground.house().saying("[journal]\nmax_mib = 65536\n");
        try (var house = House.ready(plan)) {
            house.stop();
        }
        var store = plan.data().resolve("vigilar.db");
        try (var rows = DriverManager.getConnection("jdbc:sqlite:" + store)) {
            fill(rows, events, ground);
        } catch (SQLException failure) {
            throw new Trouble("cannot fill the store", failure);
        }
        return plan;
    }

    /// Waits until the house on it has made its index of words: of all ids that it will get no more
    /// events for. A house from before there was one waits for nothing.
    static void awaitWords(HousePlan plan, long events, Ground ground) {
        ground.tell("waiting for the index of words");
        var store = plan.data().resolve("vigilar.db");
        try (var rows = DriverManager.getConnection("jdbc:sqlite:" + store);
                var sql = rows.createStatement()) {
            sql.execute("PRAGMA busy_timeout = 5000");
            if (hasColumn(rows, "word_chunk", "width")) {
                Await.until(
                        "the index of words",
                        INDEXING,
                        () -> {
                            try (var found = sql.executeQuery(INDEXED)) {
                                return found.next() && found.getLong(1) >= (events + 1) / CHUNK;
                            }
                        });
            }
        } catch (SQLException failure) {
            throw new Trouble("cannot look into the store", failure);
        }
    }

    private static void fill(Connection rows, long events, Ground ground) throws SQLException {
        try (var sql = rows.createStatement()) {
            sql.execute("PRAGMA synchronous = OFF");
            sql.execute("PRAGMA cache_size = -262144");
            for (var table : List.of("event", "slice", "quarter", "strand")) {
                sql.execute("DELETE FROM " + table);
            }
            sql.execute(
                    """
                    INSERT INTO strand (id, source, type, severity)
                    WITH RECURSIVE device(i) AS
                        (SELECT 0 UNION ALL SELECT i + 1 FROM device WHERE i < %d),
                    kind(k, type, severity) AS (VALUES (0, 'MOTION_START', 0), (1, 'MOTION_END', 0),
                        (2, 'CONTACT_OPEN', 1), (3, 'PERSON_DETECTED', 2))
                    SELECT 4 * i + k + 1, 'device-' || i, type, severity FROM device, kind\
                    """
                            .formatted(DEVICES - 1));
            rows.setAutoCommit(false);
            long end = System.currentTimeMillis();
            for (long first = 1; first <= events; first += STEP) {
                ground.tell("filling the store: %,d of %,d".formatted(first - 1, events));
                step(rows, first, Math.min(events, first + STEP - 1), events, end);
                rows.commit();
            }
            count(rows, events);
            rows.commit();
            rows.setAutoCommit(true);
            sql.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /// Eight in ten are motion, one in fifty is a person; which device is mixed by a
    /// multiplication.
    private static void step(Connection rows, long first, long last, long events, long end)
            throws SQLException {
        try (var insert =
                rows.prepareStatement(
                        """
                        INSERT INTO event (id, at, strand, payload, topic, why)
                        WITH RECURSIVE n(i) AS
                            (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2),
                        d(i, device, k) AS (SELECT i, (i * 7919) % ?3,
                            CASE WHEN i % 50 = 0 THEN 3 WHEN i % 10 = 0 THEN 2 ELSE i % 2 END FROM n)
                        SELECT i, ?4 - (?5 - i) * ?6 / ?5, 4 * device + k + 1,
                            '{"battery":' || (i % 100) || ',"linkquality":' || (i % 255)
                            || ',"note":"' || CASE WHEN i % 100003 = 0 THEN 'needle' ELSE 'usual' END
                            || '","n":' || i || '}',
                            'vigilar/sensor/device-' || device || '/motion', 'motion from a sensor'
                        FROM d\
                        """)) {
            insert.setLong(1, first);
            insert.setLong(2, last);
            insert.setLong(3, DEVICES);
            insert.setLong(4, end);
            insert.setLong(5, events);
            insert.setLong(6, SPAN_MILLIS);
            insert.executeUpdate();
        }
    }

    private static void count(Connection rows, long events) throws SQLException {
        try (var sql = rows.createStatement()) {
            EventCounts.make(sql);
            sql.execute("UPDATE head SET last_id = " + events);
            // all of it was said long ago: else the house would say millions while it is measured
            sql.execute(
                    """
                    INSERT INTO follower (name, last_id) VALUES ('announcer', %1$d)
                    ON CONFLICT DO UPDATE SET last_id = excluded.last_id\
                    """
                            .formatted(events));
        }
    }

    private static boolean hasColumn(Connection rows, String table, String column)
            throws SQLException {
        try (var columns = rows.getMetaData().getColumns(null, null, table, column)) {
            return columns.next();
        }
    }
}
