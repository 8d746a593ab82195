package vigilar.rules;

import org.jdbi.v3.core.Handle;

import vigilar.event.Severity;
import vigilar.storage.Database;

import java.util.Optional;

/// Whispers as rows.
final class WhisperStore {
    /// 1,000: who was told by phone a month ago knows by now.
    static final int MOST = 1_000;

    private WhisperStore() {}

    /// The newest number, 0 before the first.
    static long last(Database database) {
        return database.read(
                rows ->
                        rows.createQuery("SELECT coalesce(max(number), 0) FROM whisper")
                                .mapTo(Long.class)
                                .one());
    }

    /// In the transaction of the event that carries its number.
    static void leave(Handle rows, Whisper whisper) {
        rows.createUpdate(
                        """
                        INSERT INTO whisper (number, audience, severity, said, why)
                        VALUES (:number, :audience, :severity, :said, :why)\
                        """)
                .bind("number", whisper.number())
                .bind("audience", whisper.audience())
                .bind("severity", whisper.severity().name())
                .bind("said", whisper.said())
                .bind("why", whisper.why())
                .execute();
        rows.execute("DELETE FROM whisper WHERE number <= ?", whisper.number() - MOST);
    }

    static Optional<Whisper> find(Database database, long number) {
        return database.read(
                rows ->
                        rows.createQuery(
                                        "SELECT audience, severity, said, why FROM whisper"
                                                + " WHERE number = :number")
                                .bind("number", number)
                                .map(
                                        (row, _) ->
                                                new Whisper(
                                                        number,
                                                        row.getString(1),
                                                        Severity.valueOf(row.getString(2)),
                                                        row.getString(3),
                                                        row.getString(4)))
                                .findOne());
    }
}
