package vigilar.arming;

import org.jdbi.v3.core.Handle;

import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;

/// Who disarmed under threat, and when. For owners only, and in no journal: what goes through the
/// journal is on every screen, in every export and on the bus. Written in the transaction of what
/// was disarmed; a trigger of the table notes there, too, which owners are to be told by push.
///
/// Safe for any number of threads; each call may throw a [StorageException].
public final class SilentAlertStore {
    /// 50 on the page: one is a crime.
    private static final int SHOWN = 50;

    private final Database database;

    public SilentAlertStore(Database database) {
        this.database = database;
    }

    /// @param by whose PIN it was
    /// @param seen whether an owner has said that they know
    public record SilentAlert(long id, Instant at, String by, boolean seen) {}

    /// The newest first.
    public List<SilentAlert> all() {
        return database.read(
                rows ->
                        rows.createQuery(
                                        """
                                        SELECT id, at_ms, person, seen_ms FROM silent_alert
                                        ORDER BY id DESC LIMIT :most\
                                        """)
                                .bind("most", SHOWN)
                                .map(
                                        (row, _) ->
                                                new SilentAlert(
                                                        row.getLong(1),
                                                        Instant.ofEpochMilli(row.getLong(2)),
                                                        row.getString(3),
                                                        row.getLong(4) != 0))
                                .list());
    }

    /// An owner knows of all up to this one.
    public void seen(long upTo, Instant now) {
        try {
            database.write(
                            rows ->
                                    rows.execute(
                                            "UPDATE silent_alert SET seen_ms = ? WHERE id <= ? AND"
                                                    + " seen_ms = 0",
                                            Math.max(1, now.toEpochMilli()),
                                            upTo))
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StorageException why ? why : failed;
        }
    }

    static void note(Handle rows, List<Note> notes, Instant at) {
        for (var note : notes) {
            if (note instanceof Note.Duress(var by)) {
                rows.execute(
                        "INSERT INTO silent_alert (at_ms, person) VALUES (?, ?)",
                        at.toEpochMilli(),
                        by);
            }
        }
    }
}
