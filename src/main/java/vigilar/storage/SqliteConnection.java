package vigilar.storage;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/// One connection with its transactions. The words that begin and end them are prepared once and go
/// past Jdbi: each would cost there as much as a small query, and a commit has four of them. For
/// one thread at a time.
final class SqliteConnection implements AutoCloseable {
    /// A word that begins or ends a transaction, or a part of one.
    enum Word {
        BEGIN("BEGIN"),
        BEGIN_WRITING("BEGIN IMMEDIATE"),
        BEGIN_UNIT("SAVEPOINT unit"),
        UNDO_UNIT("ROLLBACK TO unit"),
        END_UNIT("RELEASE unit"),
        COMMIT("COMMIT"),
        ROLLBACK("ROLLBACK");

        private final String sql;

        Word(String sql) {
            this.sql = sql;
        }
    }

    private final Connection connection;
    private final Handle handle;
    private final Map<Word, PreparedStatement> words = new EnumMap<>(Word.class);

    /// Takes the connection over: it ends with this one.
    SqliteConnection(Connection connection) {
        this.connection = connection;
        // a factory, since a handle made of a connection leaves that open when it closes
        handle = Jdbi.create(() -> connection).open();
        handle.setStatementBuilder(new KeptStatements());
    }

    /// For queries and changes between two words.
    Handle handle() {
        return handle;
    }

    /// Says it to the database.
    ///
    /// @throws SQLException when refused; then the connection is of no more use
    void say(Word word) throws SQLException {
        var statement = words.get(word);
        if (statement == null) {
            statement = connection.prepareStatement(word.sql);
            words.put(word, statement);
        }
        statement.execute();
    }

    /// Closing rolls back what was not committed.
    ///
    /// @throws org.jdbi.v3.core.JdbiException when that fails
    @Override
    public void close() {
        handle.close();
    }
}
