package vigilar.rules;

import org.jdbi.v3.core.Handle;

import vigilar.arming.PanelDesk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Errands as rows.
final class ErrandStore {
    private ErrandStore() {}

    /// An hour: so long it is tried to end a siren's sound. A broker that still refuses will not
    /// take it later either, and somebody must be told.
    private static final Duration KEEPS_TRYING = Duration.ofHours(1);

    /// 16 min: nothing is due later than a siren may sound. What seems to be was left before the
    /// clock was set back.
    private static final long FARTHEST_MILLIS =
            Action.Siren.LONGEST.plus(Duration.ofMinutes(1)).toMillis();

    /// 1 min: so far ahead of now no row was begun, unless the clock was set back since.
    private static final long AHEAD_MILLIS = Duration.ofMinutes(1).toMillis();

    /// What a row is about, beside words that are only to be said.
    private static final String ON = "on";

    private static final String OFF = "off";

    /// A siren that sounds as long as the alarm does.
    private static final String ALARM_ON = "alarm on";

    private static final String ALARM_OFF = "alarm off";

    /// No word at all: what the panel says to a request of that number is looked at then.
    private static final String ARM = "arm";

    /// What is said where.
    ///
    /// @param below whether the topic is one of the house's own, below its prefix
    record Word(String topic, boolean below, String payload, boolean retained) {}

    /// Leaves something to be said from now on.
    static void leave(Handle rows, RuleName rule, Word word, Instant now, Instant until) {
        insert(rows, rule, word, now, until.toEpochMilli(), now, "");
    }

    /// @param siren what it is about, see [#ON]; empty: it is about none
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

    /// A siren sounds from now on, or longer than it would have; not longer than it may. What ends
    /// it is always left behind what begins it, since they are said in that order.
    ///
    /// @param alarm whether it sounds as long as the alarm of the panel; of two that sound the same
    ///   siren, one is enough
    static void sound(Handle rows, RuleName rule, Action.Siren siren, boolean alarm, Instant now) {
        var before =
                rows.createQuery(
                                """
                                DELETE FROM errand
                                WHERE siren IN ('off', 'alarm off') AND topic = :topic
                                    AND due_ms > :now
                                RETURNING due_ms, begun_ms, siren\
                                """)
                        .bind("topic", siren.topic())
                        .bind("now", now.toEpochMilli())
                        .map((row, _) -> sounding(row))
                        .findFirst();
        long begun = before.map(Sounding::begun).orElse(now.toEpochMilli());
        boolean withAlarm = alarm || before.filter(Sounding::withAlarm).isPresent();
        long longest = begun + Action.Siren.LONGEST.toMillis();
        long end =
                withAlarm
                        ? longest // or once the panel says that the alarm is over
                        : Math.min(
                                Math.max(
                                        now.plus(siren.length()).toEpochMilli(),
                                        before.map(Sounding::due).orElse(0L)),
                                longest);
        var on = new Word(siren.topic(), false, siren.on(), false);
        insert(rows, rule, on, now, end, now, withAlarm ? ALARM_ON : ON);
        var off = new Word(siren.topic(), false, siren.off(), false);
        insert(
                rows,
                rule,
                off,
                Instant.ofEpochMilli(end),
                end + KEEPS_TRYING.toMillis(),
                Instant.ofEpochMilli(begun),
                withAlarm ? ALARM_OFF : OFF);
    }

    private record Sounding(long due, long begun, boolean withAlarm) {}

    private static Sounding sounding(ResultSet row) throws SQLException {
        return new Sounding(row.getLong(1), row.getLong(2), row.getString(3).equals(ALARM_OFF));
    }

    /// Where sirens sound now, or are about to.
    static List<String> sounding(Handle rows, Instant now) {
        return rows.createQuery(
                        "SELECT DISTINCT topic FROM errand WHERE siren IN ('off', 'alarm off')"
                                + " AND due_ms > :now ORDER BY topic")
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .list();
    }

    /// Somebody disarmed: what has not sounded yet does not begin, what sounds ends.
    static void silence(Handle rows, Instant now) {
        end(rows, ON, OFF, now);
        alarmOver(rows, now);
    }

    /// The same for what sounds as long as the alarm does.
    static void alarmOver(Handle rows, Instant now) {
        end(rows, ALARM_ON, ALARM_OFF, now);
    }

    private static void end(Handle rows, String on, String off, Instant now) {
        rows.execute("DELETE FROM errand WHERE siren = ?", on);
        rows.execute(
                "UPDATE errand SET due_ms = ?, until_ms = ? WHERE siren = ? AND due_ms > ?",
                now.toEpochMilli(),
                now.plus(KEEPS_TRYING).toEpochMilli(),
                off,
                now.toEpochMilli());
    }

    /// What becomes of the request to the panel that was left just before, by the same handle, is
    /// looked at once the panel will not do it any more.
    static void lookAfter(Handle rows, RuleName rule, Instant now) {
        var number = rows.createQuery("SELECT last_insert_rowid()").mapTo(String.class).one();
        var due = now.plus(PanelDesk.PATIENCE);
        var word = new Word(number, false, "", false);
        insert(rows, rule, word, due, due.plus(KEEPS_TRYING).toEpochMilli(), now, ARM);
    }

    /// Requests to the panel that must have been answered by now.
    ///
    /// @param number of the request
    record Asked(long id, RuleName rule, long number) {}

    static List<Asked> asked(Handle rows, Instant now, int most) {
        return rows.createQuery(
                        """
                        SELECT id, rule, topic FROM errand
                        WHERE siren = :arm AND (due_ms <= :now OR due_ms > :now + :farthest)
                        ORDER BY id LIMIT :most\
                        """)
                .bind("arm", ARM)
                .bind("now", now.toEpochMilli())
                .bind("farthest", FARTHEST_MILLIS)
                .bind("most", most)
                .map(
                        (row, _) ->
                                new Asked(
                                        row.getLong(1),
                                        new RuleName(row.getString(2)),
                                        Long.parseLong(row.getString(3))))
                .list();
    }

    /// In the order in which they were left: what ends a siren's sound is said after what began it.
    static List<Errand> due(Handle rows, Instant now, int most) {
        return rows.createQuery(
                        """
                        SELECT id, rule, topic, below, payload, retained FROM errand
                        WHERE (due_ms <= :now OR due_ms > :now + :farthest) AND until_ms > :now
                            AND siren <> 'arm'
                            AND (siren IN ('off', 'alarm off') OR begun_ms <= :now + :ahead)
                        ORDER BY id LIMIT :most\
                        """)
                .bind("now", now.toEpochMilli())
                .bind("farthest", FARTHEST_MILLIS)
                .bind("ahead", AHEAD_MILLIS)
                .bind("most", most)
                .map((row, _) -> errand(row))
                .list();
    }

    /// Too late by now, or of a time that the clock has not reached any more.
    static List<Errand> late(Handle rows, Instant now, int most) {
        return rows.createQuery(
                        """
                        SELECT id, rule, topic, below, payload, retained FROM errand
                        WHERE siren <> 'arm' AND (until_ms <= :now
                            OR (siren NOT IN ('off', 'alarm off') AND begun_ms > :now + :ahead))
                        ORDER BY id LIMIT :most\
                        """)
                .bind("now", now.toEpochMilli())
                .bind("ahead", AHEAD_MILLIS)
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

    static int done(Handle rows, long id) {
        return rows.execute("DELETE FROM errand WHERE id = ?", id);
    }
}
