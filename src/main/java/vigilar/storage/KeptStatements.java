package vigilar.storage;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// Prepared statements of one connection, kept for their next use: parsing costs more than most of
/// our statements do. Used by one thread at a time, like its connection.
final class KeptStatements extends DefaultStatementBuilder {
    /// 200: the program has fewer; texts made up at run time must not pile up.
    private static final int MOST = 200;

    private final Map<String, PreparedStatement> idle = new HashMap<>();

    /// The words under which each was asked for. Jdbi gives it back under others: with the names of
    /// its parameters.
    private final IdentityHashMap<Statement, String> lent = new IdentityHashMap<>();

    /// Those of a connection of ours.
    static KeptStatements of(Handle handle) {
        if (handle.getStatementBuilder() instanceof KeptStatements ours) {
            return ours;
        }
        throw new IllegalArgumentException("not a connection of the store");
    }

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context)
            throws SQLException {
        return take(connection, sql);
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        giveBack(statement);
    }

    /// One with these words, the caller's until [#giveBack].
    PreparedStatement take(Connection connection, String sql) throws SQLException {
        var kept = idle.remove(sql);
        var statement = kept != null ? kept : connection.prepareStatement(sql);
        lent.put(statement, sql);
        return statement;
    }

    void giveBack(Statement statement) throws SQLException {
        var asked = lent.remove(statement);
        if (asked != null
                && idle.size() < MOST
                && statement instanceof PreparedStatement prepared
                && !idle.containsKey(asked)
                && isCleared(prepared)) {
            idle.put(asked, prepared);
        } else {
            statement.close();
        }
    }

    /// False after those failures at which the driver ends the statement itself.
    private static boolean isCleared(PreparedStatement statement) {
        try {
            statement.clearBatch();
            statement.clearParameters();
            return true;
        } catch (SQLException ended) {
            return false;
        }
    }

    // idle statements end with their connection
}
