package vigilar.rules;

import org.jdbi.v3.core.Handle;

import vigilar.storage.Database;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The text of the rules, and when each was last set off by what.
final class RuleStore {
    private final Database database;

    RuleStore(Database database) {
        this.database = database;
    }

    /// @param by who wrote it; empty: nobody knows
    record Text(String text, Instant changed, String by) {}

    /// Empty: nobody ever wrote any.
    Optional<Text> text() {
        return database.read(RuleStore::text);
    }

    static Optional<Text> text(Handle rows) {
        return rows.createQuery("SELECT text, changed_ms, changed_by FROM rule_text")
                .map(
                        (row, _) ->
                                new Text(
                                        row.getString(1),
                                        Instant.ofEpochMilli(row.getLong(2)),
                                        row.getString(3)))
                .findOne();
    }

    static void write(Handle rows, Text text) {
        rows.createUpdate(
                        """
                        INSERT INTO rule_text (only, text, changed_ms, changed_by)
                        VALUES (1, :text, :at, :by)
                        ON CONFLICT DO UPDATE SET text = excluded.text,
                            changed_ms = excluded.changed_ms, changed_by = excluded.changed_by\
                        """)
                .bind("text", text.text())
                .bind("at", text.changed().toEpochMilli())
                .bind("by", text.by())
                .execute();
    }

    /// That a rule was set off, in the transaction in which it is done.
    static void fired(Handle rows, Firing firing) {
        rows.createUpdate(
                        """
                        INSERT INTO rule_fired (rule, incident, at_ms)
                        VALUES (:rule, :incident, :at)
                        ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms\
                        """)
                .bind("rule", firing.rule().name().value())
                .bind("incident", firing.incident())
                .bind("at", firing.at().toEpochMilli())
                .execute();
    }

    /// Forgets what no cooldown goes by any more, save the last of each rule.
    static void forget(Handle rows, Instant before) {
        rows.createUpdate(
                        """
                        DELETE FROM rule_fired WHERE at_ms < :before AND at_ms <
                            (SELECT max(at_ms) FROM rule_fired newer
                             WHERE newer.rule = rule_fired.rule)\
                        """)
                .bind("before", before.toEpochMilli())
                .execute();
    }

    record Fired(RuleName rule, String incident, Instant at) {}

    /// The oldest first.
    List<Fired> fired() {
        return database.read(
                rows ->
                        rows.createQuery(
                                        "SELECT rule, incident, at_ms FROM rule_fired"
                                                + " ORDER BY at_ms")
                                .map(
                                        (row, _) ->
                                                new Fired(
                                                        new RuleName(row.getString(1)),
                                                        row.getString(2),
                                                        Instant.ofEpochMilli(row.getLong(3))))
                                .list());
    }

    /// When each rule was last set off.
    Map<RuleName, Instant> last() {
        var last = new HashMap<RuleName, Instant>();
        fired().forEach(it -> last.put(it.rule(), it.at()));
        return last;
    }
}
