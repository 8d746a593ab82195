package vigilar.arming;

import org.jdbi.v3.core.Handle;

import vigilar.arming.SilentAlerts.SilentAlert;

import java.time.Instant;
import java.util.List;

/// Silent alerts as rows.
final class SilentAlertStore {
    private SilentAlertStore() {}

    /// In the transaction of what was disarmed. A trigger of the table notes there, too, which
    /// owners are to be told by push.
    static void note(Handle rows, List<Note> notes, Instant at) {
        for (var note : notes) {
            if (note instanceof Note.Duress(var by)) {
                add(rows, by, at);
            }
        }
    }

    static int add(Handle rows, String by, Instant at) {
        return rows.execute(
                "INSERT INTO silent_alert (at_ms, person) VALUES (?, ?)", at.toEpochMilli(), by);
    }

    /// The newest first.
    static List<SilentAlert> newest(Handle rows, int most) {
        return rows.createQuery(
                        """
                        SELECT id, at_ms, person, seen_ms FROM silent_alert
                        ORDER BY id DESC LIMIT :most\
                        """)
                .bind("most", most)
                .map(
                        (row, _) ->
                                new SilentAlert(
                                        row.getLong(1),
                                        Instant.ofEpochMilli(row.getLong(2)),
                                        row.getString(3),
                                        row.getLong(4) != 0))
                .list();
    }

    static int seen(Handle rows, long upTo, Instant now) {
        return rows.execute(
                "UPDATE silent_alert SET seen_ms = ? WHERE id <= ? AND seen_ms = 0",
                Math.max(1, now.toEpochMilli()),
                upTo);
    }
}
