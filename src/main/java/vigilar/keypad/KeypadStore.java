package vigilar.keypad;

import org.jdbi.v3.core.Handle;

import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// Requests of keypads as rows: each is acted on once, and answered again as often as it comes.
final class KeypadStore {
    /// 1,000 are remembered: a keypad that was away for a day may say its last one again, and is
    /// told so.
    static final int MOST = 1_000;

    /// 60 s: who asked stands before the keypad no longer than that.
    static final Duration WAITED_FOR = Duration.ofSeconds(60);

    /// 64 answers said at a time.
    private static final int MOST_UNSAID = 64;

    private final Database database;

    KeypadStore(Database database) {
        this.database = database;
    }

    /// @param fresh false: it came before, and is acted on or answered already
    /// @param worn somebody asked by that id so long ago that this is no repetition
    record Claim(long number, boolean fresh, boolean worn) {}

    /// Notes that somebody asks this, before anything is done about it.
    Claim claim(Optional<RequestId> id, Instant now) {
        var name = id.map(RequestId::value).orElse("");
        return written(
                rows -> {
                    var made = insert(rows, name, now);
                    if (made.isPresent()) {
                        rows.execute(
                                "DELETE FROM keypad_request WHERE number <= ?", made.get() - MOST);
                        return new Claim(made.get(), true, false);
                    }
                    return rows.createQuery(
                                    "SELECT number, say_until FROM keypad_request WHERE"
                                            + " request_id = :name")
                            .bind("name", name)
                            .map(
                                    (row, _) ->
                                            new Claim(
                                                    row.getLong(1),
                                                    false,
                                                    row.getLong(2) < now.toEpochMilli()))
                            .one();
                });
    }

    private static Optional<Long> insert(Handle rows, String name, Instant now) {
        return rows.createQuery(
                        """
                        INSERT INTO keypad_request (request_id, say_until) VALUES (:name, :until)
                        ON CONFLICT DO NOTHING RETURNING number\
                        """)
                .bind("name", name)
                .bind("until", until(now))
                .mapTo(Long.class)
                .findOne();
    }

    private static long until(Instant now) {
        return now.plus(WAITED_FOR).toEpochMilli();
    }

    /// In the transaction in which it is passed on to the panel.
    ///
    /// @param request its number there
    static void passed(Handle rows, long number, long request) {
        rows.execute("UPDATE keypad_request SET asked = ? WHERE number = ?", request, number);
    }

    /// Once: what is answered stays so.
    void answer(long number, String answer) {
        written(
                rows ->
                        rows.execute(
                                "UPDATE keypad_request SET answer = ? WHERE number = ? AND answer ="
                                        + " ''",
                                answer,
                                number));
    }

    /// The request came again: its answer, if there is one, is said again.
    void sayAgain(long number, Instant now) {
        written(
                rows ->
                        rows.execute(
                                "UPDATE keypad_request SET said = 0, say_until = ? WHERE number ="
                                        + " ?",
                                until(now),
                                number));
    }

    /// An answer that somebody may still wait for.
    record Unsaid(long number, String answer) {}

    List<Unsaid> unsaid(Instant now) {
        return database.read(
                rows ->
                        rows.createQuery(
                                        """
                                        SELECT number, answer FROM keypad_request
                                        WHERE said = 0 AND answer <> '' AND say_until > :now
                                        ORDER BY number LIMIT :most\
                                        """)
                                .bind("now", now.toEpochMilli())
                                .bind("most", MOST_UNSAID)
                                .map((row, _) -> new Unsaid(row.getLong(1), row.getString(2)))
                                .list());
    }

    void said(long number) {
        written(
                rows ->
                        rows.execute(
                                "UPDATE keypad_request SET said = 1 WHERE number = ?", number));
    }

    /// A request without an answer.
    ///
    /// @param passed the number that the panel knows it by; 0: it was not passed on
    record Open(long number, Optional<RequestId> id, long passed) {}

    /// What a former life left behind.
    List<Open> open() {
        return database.read(
                rows ->
                        rows.createQuery(
                                        "SELECT number, request_id, asked FROM keypad_request WHERE"
                                                + " said = 0 AND answer = '' ORDER BY number")
                                .map(
                                        (row, _) ->
                                                new Open(
                                                        row.getLong(1),
                                                        RequestId.said(row.getString(2)),
                                                        row.getLong(3)))
                                .list());
    }

    private <T> T written(Function<Handle, T> unit) {
        try {
            return database.write(unit).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StorageException why ? why : failed;
        }
    }
}
