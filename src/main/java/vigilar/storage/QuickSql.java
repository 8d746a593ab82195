package vigilar.storage;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Statements that run for each event. They go past Jdbi, which takes several times as long for one
/// as SQLite does; whatever runs more rarely takes the comfortable way. For the thread that has the
/// handle; failures come as [JdbiException], as those of all statements.
public final class QuickSql {
    private QuickSql() {}

    /// Sets the parameters of a statement, counted from 1, for an item.
    @FunctionalInterface
    public interface Binding<T> {
        void bind(PreparedStatement statement, T item) throws SQLException;
    }

    /// Makes of the rows what is wanted; must not keep them.
    @FunctionalInterface
    public interface Reading<T> {
        T read(ResultSet rows) throws SQLException;
    }

    /// Runs a change once for each item, in their order.
    public static <T> void each(
            Handle handle, String sql, Iterable<T> items, Binding<? super T> binding) {
        try {
            var connection = handle.getConnection();
            var statements = KeptStatements.of(handle);
            var statement = statements.take(connection, sql);
            try {
                for (var item : items) {
                    binding.bind(statement, item);
                    statement.executeUpdate();
                }
            } finally {
                statements.giveBack(statement);
            }
        } catch (SQLException failure) {
            throw new Refused(sql, failure);
        }
    }

    /// Runs a query, or a change that returns something, with these parameters.
    public static <T> T ask(Handle handle, String sql, Reading<T> reading, Object... parameters) {
        try {
            var connection = handle.getConnection();
            var statements = KeptStatements.of(handle);
            var statement = statements.take(connection, sql);
            try {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                try (var rows = statement.executeQuery()) {
                    return reading.read(rows);
                }
            } finally {
                statements.giveBack(statement);
            }
        } catch (SQLException failure) {
            throw new Refused(sql, failure);
        }
    }

    /// As [#ask], of the one row that there must be.
    public static <T> T one(Handle handle, String sql, Reading<T> reading, Object... parameters) {
        return ask(
                handle,
                sql,
                rows -> {
                    if (!rows.next()) {
                        throw new SQLException("no row came");
                    }
                    return reading.read(rows);
                },
                parameters);
    }

    private static final class Refused extends JdbiException {
        private static final long serialVersionUID = 1L;

        Refused(String sql, SQLException cause) {
            super(cause.getMessage() + " [" + sql + "]", cause);
        }
    }
}
