package vigilar.storage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// Carries what can be read of a damaged file into the store that takes its place. A table is
/// believed if SQLite finds nothing wrong with it and its indexes, whatever is wrong elsewhere. The
/// damaged file is only read.
final class Salvager {
    private static final Logger LOG = LoggerFactory.getLogger(Salvager.class);

    /// 100,000 rows a table: far more than a house has, and still a few seconds.
    private static final int MOST_ROWS = 100_000;

    private final List<Salvage> wanted;

    Salvager(List<Salvage> wanted) {
        this.wanted = List.copyOf(wanted);
    }

    /// @param made what takes its place
    /// @param from when the backup was made; [Instant#EPOCH]: there is none
    /// @return what is as it was then
    List<String> carry(SqliteFile damaged, SqliteFile made, Instant from) throws SQLException {
        var left = new ArrayList<String>();
        try (var into = made.open()) {
            into.setAutoCommit(false);
            for (var each : wanted) {
                boolean carried =
                        isCarried(each, damaged, into)
                                || (each.less().isPresent()
                                        && isCarried(each.less().get(), damaged, into));
                if (!carried) {
                    for (var sql : each.left()) {
                        run(into, sql, from);
                    }
                    into.commit();
                    left.add(each.what());
                }
            }
        }
        return left;
    }

    /// Each by itself: where one cannot be read, another can.
    private static boolean isCarried(Salvage each, SqliteFile damaged, Connection into)
            throws SQLException {
        List<Table> tables;
        try (var from = damaged.openAsItIs()) {
            tables = read(each, from, into);
        } catch (SQLException unreadable) {
            LOG.warn("{} cannot be saved: {}", each.what(), unreadable.getMessage());
            return false;
        }
        var first = tables.getFirst();
        if (tables.stream().anyMatch(it -> it.rows().size() > MOST_ROWS)
                || (first.rows().isEmpty() && !isEmpty(first.name(), into))) {
            LOG.warn("{} is not believed", each.what());
            return false;
        }
        try {
            put(each, tables, into);
            into.commit();
            LOG.info("{} is as it was when the file was damaged", each.what());
            return true;
        } catch (SQLException unfit) {
            into.rollback();
            LOG.warn("{} does not fit the backup: {}", each.what(), unfit.getMessage());
            return false;
        }
    }

    private record Table(String name, List<String> columns, List<List<Object>> rows) {}

    private static List<Table> read(Salvage each, Connection from, Connection into)
            throws SQLException {
        var tables = new ArrayList<Table>();
        for (var name : each.tables()) {
            var wrong = SqliteFile.texts(from, "PRAGMA integrity_check('" + name + "')");
            if (!wrong.equals(List.of("ok"))) {
                throw new SQLException(name + ": " + wrong.getFirst());
            }
            // of an older version the file may have fewer, and gets what the tables of today say
            var columns = columns(name, into);
            columns.retainAll(columns(name, from));
            tables.add(new Table(name, columns, rows(name, columns, from)));
        }
        return tables;
    }

    private static List<String> columns(String table, Connection at) throws SQLException {
        return SqliteFile.texts(at, "SELECT name FROM pragma_table_info('" + table + "')");
    }

    private static boolean isEmpty(String table, Connection at) throws SQLException {
        return SqliteFile.texts(at, "SELECT 1 FROM " + table + " LIMIT 1").isEmpty();
    }

    private static List<List<Object>> rows(String table, List<String> columns, Connection from)
            throws SQLException {
        var all = new ArrayList<List<Object>>();
        try (var statement = from.createStatement()) {
            statement.setMaxRows(MOST_ROWS + 1);
            try (var rows =
                    statement.executeQuery(
                            "SELECT " + String.join(", ", columns) + " FROM " + table)) {
                while (rows.next()) {
                    var row = new ArrayList<>();
                    for (int i = 1; i <= columns.size(); i++) {
                        row.add(rows.getObject(i));
                    }
                    all.add(row);
                }
            }
        }
        return all;
    }

    private static void put(Salvage each, List<Table> tables, Connection into) throws SQLException {
        try (var statement = into.createStatement()) {
            statement.execute("PRAGMA defer_foreign_keys = ON"); // until the commit
            for (var name : each.tables()) {
                statement.execute("DELETE FROM " + name);
            }
            for (var table : tables) {
                insert(table, into);
            }
            for (var sql : each.carried()) {
                statement.execute(sql);
            }
        }
    }

    private static void insert(Table table, Connection into) throws SQLException {
        var columns = table.columns();
        var marks = Collections.nCopies(columns.size(), "?").stream();
        try (var insert =
                into.prepareStatement(
                        "INSERT INTO %s (%s) VALUES (%s)"
                                .formatted(
                                        table.name(),
                                        String.join(", ", columns),
                                        marks.collect(Collectors.joining(", "))))) {
            for (var row : table.rows()) {
                for (int i = 0; i < row.size(); i++) {
                    insert.setObject(i + 1, row.get(i));
                }
                insert.execute();
            }
        }
    }

    private static void run(Connection into, String sql, Instant from) throws SQLException {
        try (var statement = into.prepareStatement(sql)) {
            if (statement.getParameterMetaData().getParameterCount() > 0) {
                statement.setLong(1, from.toEpochMilli());
            }
            statement.execute();
        }
    }
}
