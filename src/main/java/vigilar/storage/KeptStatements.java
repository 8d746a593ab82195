package vigilar.storage;

import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/// Prepared statements of one connection, kept for their next use: parsing costs more than most of
/// our statements do. Used by one thread at a time, like its connection.
final class KeptStatements extends DefaultStatementBuilder {
    /// 200: the program has fewer; texts made up at run time must not pile up.
    private static final int MOST = 200;

    private final Map<String, PreparedStatement> idle = new HashMap<>();

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context)
            throws SQLException {
        var kept = idle.remove(sql);
        return kept != null ? kept : super.create(connection, sql, context);
    }

    @Override
    public void close(Connection connection, String sql, Statement statement) throws SQLException {
        if (idle.size() < MOST
                && statement instanceof PreparedStatement prepared
                && !idle.containsKey(sql)) {
            prepared.clearBatch();
            prepared.clearParameters();
            idle.put(sql, prepared);
        } else {
            statement.close();
        }
    }

    // idle statements end with their connection
}
