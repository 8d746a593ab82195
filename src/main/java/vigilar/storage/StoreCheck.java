package vigilar.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Looks through a whole store for what should not be: the file first, then the rules of the rooms.
/// Only reads, beside a running house; changes nothing. For one thread.
public final class StoreCheck {
    /// 5 of each kind: whoever has to mend wants to see the kind, not all of a million.
    private static final int MOST_EACH = 5;

    /// Nine times as long as the last look: a tenth of one core at most, when it is not urgent.
    private static final int PAUSE_TIMES = 9;

    private final SqliteFile file;
    private final List<Invariant> rules;
    private final boolean gently;

    /// @param gently with pauses, for a house that has other things to do
    public StoreCheck(Path dataFolder, List<Invariant> rules, boolean gently) {
        file = new SqliteFile(dataFolder);
        this.rules = List.copyOf(rules);
        this.gently = gently;
    }

    /// What is wrong. A damaged file is told alone: what it seems to hold says nothing.
    ///
    /// @param damage of the file itself
    /// @param broken rules that do not hold
    public record Found(List<String> damage, List<String> broken) {
        /// All of it.
        public List<String> all() {
            return damage.isEmpty() ? broken : damage;
        }
    }

    /// Checks everything.
    ///
    /// @throws StorageException when the store cannot be read for another reason than damage
    public Found run() throws InterruptedException {
        try (var connection = file.openToRead()) {
            var damage = integrity(connection);
            return new Found(damage, damage.isEmpty() ? broken(connection) : List.of());
        } catch (SQLException failure) {
            if (Trouble.isDamage(failure)) {
                return new Found(List.of(Trouble.with(file.path(), failure).inWords()), List.of());
            }
            throw Trouble.with(file.path(), failure);
        }
    }

    /// Only whether the tables are those of this version; what is older was not opened by it yet.
    public boolean isOfThisVersion() {
        return file.stepsDone().equals(SqliteFile.STEPS);
    }

    private static List<String> integrity(Connection connection) throws SQLException {
        var found = texts(connection, "PRAGMA integrity_check(" + MOST_EACH + ")", 0);
        return found.equals(List.of("ok")) ? List.of() : found;
    }

    private List<String> broken(Connection connection) throws SQLException, InterruptedException {
        var found = new ArrayList<String>();
        for (var rule : rules) {
            var broken = new ArrayList<String>();
            for (long part : parts(connection, rule)) {
                long began = System.nanoTime();
                broken.addAll(texts(connection, rule.sql(), part));
                if (gently) {
                    Thread.sleep(
                            Duration.ofNanos(System.nanoTime() - began).multipliedBy(PAUSE_TIMES));
                }
            }
            say(rule.broken(), broken, found);
        }
        say("a row speaks of another that is not there", strangers(connection), found);
        return found;
    }

    private static void say(String what, List<String> which, List<String> found) {
        which.stream().limit(MOST_EACH).forEach(it -> found.add(what + ": " + it));
        if (which.size() > MOST_EACH) {
            found.add(what + ": and more");
        }
    }

    private static List<Long> parts(Connection connection, Invariant rule) throws SQLException {
        var parts = new ArrayList<Long>();
        if (rule.parts().isEmpty()) {
            return List.of(0L);
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(rule.parts().get())) {
            while (rows.next()) {
                parts.add(rows.getLong(1));
            }
        }
        return parts;
    }

    /// Rows whose foreign key leads nowhere.
    private static List<String> strangers(Connection connection) throws SQLException {
        return texts(
                connection,
                "SELECT \"table\" || ' ' || coalesce(rowid, '') || ' → ' || parent"
                        + " FROM pragma_foreign_key_check",
                0);
    }

    private static List<String> texts(Connection connection, String sql, long part)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            if (statement.getParameterMetaData().getParameterCount() > 0) {
                statement.setLong(1, part); // each :it is the same parameter
            }
            statement.setMaxRows(MOST_EACH + 1);
            try (var rows = statement.executeQuery()) {
                var texts = new ArrayList<String>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }
}
