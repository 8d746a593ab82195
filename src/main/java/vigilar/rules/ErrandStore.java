package vigilar.rules;

import org.jdbi.v3.core.Handle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Errands as rows.
final class ErrandStore {
    private ErrandStore() {}

    /// The errand that ends a siren's sound has no end of its own: it is said however late.
    private static final long NEVER = Long.MAX_VALUE;

    /// What is said where.
    ///
    /// @param below whether the topic is one of the house's own, below its prefix
    record Word(String topic, boolean below, String payload, boolean retained) {}

    /// Leaves something to be said from now on.
    static void leave(Handle rows, RuleName rule, Word word, Instant now, Instant until) {
        insert(rows, rule, word, now, until.toEpochMilli(), now, "");
    }

    /// @param siren on, off; empty: it is about none
    private static void insert(
            Handle rows,
            RuleName rule,
            Word word,
            Instant due,
            long until,
            Instant begun,
            String siren) {
        rows.createUpdate(
                        """
                        INSERT INTO errand
                        (rule, topic, below, payload, retained, due_ms, until_ms, siren, begun_ms)
                        VALUES (:rule, :topic, :below, :payload, :retained, :due, :until, :siren,
                            :begun)\
                        """)
                .bind("rule", rule.value())
                .bind("topic", word.topic())
                .bind("below", word.below())
                .bind("payload", word.payload())
                .bind("retained", word.retained())
                .bind("due", due.toEpochMilli())
                .bind("until", until)
                .bind("siren", siren)
                .bind("begun", begun.toEpochMilli())
                .execute();
    }

    /// A siren sounds from now on, or longer than it would have; not longer than it may.
    static void sound(Handle rows, RuleName rule, Action.Siren siren, Instant now, Instant until) {
        long end = now.plus(siren.length()).toEpochMilli();
        int longer =
                rows.createUpdate(
                                """
                                UPDATE errand
                                SET due_ms = min(max(due_ms, :end), begun_ms + :most),
                                    payload = :off
                                WHERE siren = 'off' AND topic = :topic AND due_ms > :now\
                                """)
                        .bind("end", end)
                        .bind("most", Action.Siren.LONGEST.toMillis())
                        .bind("off", siren.off())
                        .bind("topic", siren.topic())
                        .bind("now", now.toEpochMilli())
                        .execute();
        var on = new Word(siren.topic(), false, siren.on(), false);
        insert(rows, rule, on, now, until.toEpochMilli(), now, "on");
        if (longer == 0) {
            var off = new Word(siren.topic(), false, siren.off(), false);
            insert(rows, rule, off, Instant.ofEpochMilli(end), NEVER, now, "off");
        }
    }

    /// Somebody disarmed: what has not sounded yet does not begin, what sounds ends.
    static void silence(Handle rows, Instant now) {
        rows.execute("DELETE FROM errand WHERE siren = 'on'");
        rows.execute(
                "UPDATE errand SET due_ms = ? WHERE siren = 'off' AND due_ms > ?",
                now.toEpochMilli(),
                now.toEpochMilli());
    }

    /// In the order in which they were left: what ends a siren's sound is said after what began it.
    static List<Errand> due(Handle rows, Instant now, int most) {
        return rows.createQuery(
                        """
                        SELECT id, rule, topic, below, payload, retained FROM errand
                        WHERE due_ms <= :now AND until_ms > :now ORDER BY id LIMIT :most\
                        """)
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map((row, _) -> errand(row))
                .list();
    }

    static List<Errand> late(Handle rows, Instant now, int most) {
        return rows.createQuery(
                        """
                        SELECT id, rule, topic, below, payload, retained FROM errand
                        WHERE until_ms <= :now ORDER BY id LIMIT :most\
                        """)
                .bind("now", now.toEpochMilli())
                .bind("most", most)
                .map((row, _) -> errand(row))
                .list();
    }

    private static Errand errand(ResultSet row) throws SQLException {
        return new Errand(
                row.getLong(1),
                new RuleName(row.getString(2)),
                row.getString(3),
                row.getInt(4) == 1,
                row.getString(5),
                row.getInt(6) == 1);
    }

    static Optional<Instant> next(Handle rows) {
        return rows.createQuery("SELECT min(due_ms) FROM errand")
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /// Unless it was put off meanwhile: a siren that sounds longer must still end.
    static int done(Handle rows, long id, Instant now) {
        return rows.execute(
                "DELETE FROM errand WHERE id = ? AND due_ms <= ?", id, now.toEpochMilli());
    }
}
