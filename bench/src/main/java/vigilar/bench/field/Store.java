package vigilar.bench.field;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// The journal in the house's data folder, read with a library that every program could use. Other
/// than the house it syncs nothing and changes nothing.
public final class Store implements AutoCloseable {
    /// 5 s: a house that is being killed may hold a lock a little longer.
    private static final String PATIENCE = "PRAGMA busy_timeout = 5000";

    private final Connection connection;

    public Store(Path file) {
        try {
            var settings = new Properties();
            connection = DriverManager.getConnection("jdbc:sqlite:" + file, settings);
            try (var sql = connection.createStatement()) {
                sql.execute(PATIENCE);
            }
        } catch (SQLException failure) {
            throw new Trouble("the store cannot be opened: " + failure.getMessage(), failure);
        }
    }

    /// All rows behind that id, oldest first.
    public List<Stored> after(long id) {
        var found = new ArrayList<Stored>();
        try (var sql =
                connection.prepareStatement(
                        "SELECT event.id, source, type, topic, payload FROM event"
                                + " JOIN strand ON strand.id = strand"
                                + " WHERE event.id > ? ORDER BY event.id")) {
            sql.setLong(1, id);
            try (var rows = sql.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new Stored(
                                    rows.getLong(1),
                                    rows.getString(2),
                                    rows.getString(3),
                                    rows.getString(4),
                                    rows.getString(5)));
                }
            }
        } catch (SQLException failure) {
            throw new Trouble("the store cannot be read: " + failure.getMessage(), failure);
        }
        return found;
    }

    /// The newest event's id.
    public long head() {
        return Long.parseLong(one("SELECT last_id FROM head"));
    }

    /// What the house's clock said when the newest event came.
    public Instant newestTime() {
        return Instant.ofEpochMilli(
                Long.parseLong(one("SELECT at FROM event ORDER BY id DESC LIMIT 1")));
    }

    /// A page of the file, counted from 0, in which newer events stand, and nothing else.
    public long pageOfEvents() {
        return Long.parseLong(
                        one(
                                "SELECT max(pageno) FROM dbstat"
                                        + " WHERE name = 'event' AND pagetype = 'leaf'"))
                - 1;
    }

    /// What SQLite itself finds wrong; "ok" when nothing.
    public String integrity() {
        return one("PRAGMA integrity_check(5)");
    }

    private String one(String query) {
        try (var sql = connection.createStatement();
                var rows = sql.executeQuery(query)) {
            if (!rows.next()) {
                throw new Trouble("nothing stands in the store: " + query);
            }
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new Trouble("the store cannot be read: " + failure.getMessage(), failure);
        }
    }

    /// Holds the lock for writing, as another program might; let go by [#letGo].
    public void lock() {
        execute("BEGIN IMMEDIATE");
    }

    public void letGo() {
        execute("ROLLBACK");
    }

    private void execute(String command) {
        try (var sql = connection.createStatement()) {
            sql.execute(command);
        } catch (SQLException failure) {
            throw new Trouble(command + ": " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new Trouble("the store cannot be closed", failure);
        }
    }
}
