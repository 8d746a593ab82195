package vigilar.arming;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;
import vigilar.storage.Database;
import vigilar.storage.StorageException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/// The panel's rows.
final class PanelStore {
    /// 1,000 answered requests are kept, for whoever still waits for one.
    private static final int MOST_ANSWERED = 1_000;

    private final Database database;

    PanelStore(Database database) {
        this.database = database;
    }

    /// @param fence the number of whoever runs the panel now
    /// @param alive when it was last known to run, by its own clock
    /// @param ahead how far that was before the machine's clock then
    /// @param by who or what led to it
    record Stored(
            PanelState state, EventId seen, long fence, Instant alive, Duration ahead, String by) {}

    /// A moment by the panel's clock, and how far it is before the machine's.
    record Moment(Instant at, Duration ahead) {}

    Optional<Stored> read() {
        return database.read(
                rows ->
                        rows.createQuery(
                                        "SELECT state, last_id, fence, alive_ms, ahead_ms,"
                                                + " changed_by FROM panel")
                                .map(
                                        (row, _) ->
                                                new Stored(
                                                        PanelJson.read(row.getString(1)),
                                                        new EventId(row.getLong(2)),
                                                        row.getLong(3),
                                                        Instant.ofEpochMilli(row.getLong(4)),
                                                        Duration.ofMillis(row.getLong(5)),
                                                        row.getString(6)))
                                .findOne());
    }

    /// Who runs the panel.
    ///
    /// @param fence its number; only its holder's decisions are stored
    /// @param holder roles of its process, joined by `+`; empty: nobody
    /// @param beat counted by the holder, in answer to `asked`
    record Holding(long fence, String holder, long beat, long asked) {}

    /// Makes a new house's panel, which nobody holds yet; does nothing when there is one.
    void begin(PanelState first, EventId head, Instant now) {
        written(
                rows ->
                        rows.createUpdate(
                                        """
                                        INSERT INTO panel
                                        (only, state, last_id, fence, alive_ms, holder, beat, asked)
                                        VALUES (1, :state, :head, 0, :now, '', 0, 0)
                                        ON CONFLICT DO NOTHING\
                                        """)
                                .bind("state", PanelJson.text(first))
                                .bind("head", head.sequence())
                                .bind("now", now.toEpochMilli())
                                .execute());
    }

    Holding holding() {
        return held().orElseThrow();
    }

    /// Empty: no panel has ever run here.
    Optional<Holding> held() {
        return database.read(
                rows ->
                        rows.createQuery("SELECT fence, holder, beat, asked FROM panel")
                                .map(
                                        (row, _) ->
                                                new Holding(
                                                        row.getLong(1),
                                                        row.getString(2),
                                                        row.getLong(3),
                                                        row.getLong(4)))
                                .findOne());
    }

    /// Takes the panel, if nobody has done anything with it since.
    ///
    /// @return the number with which it is held from now on; empty if somebody was faster
    Optional<Long> take(Holding seen, String by) {
        return written(
                rows ->
                        rows.createQuery(
                                        """
                                        UPDATE panel SET fence = fence + 1, holder = :by
                                        WHERE fence = :fence AND beat = :beat RETURNING fence\
                                        """)
                                .bind("by", by)
                                .bind("fence", seen.fence())
                                .bind("beat", seen.beat())
                                .mapTo(Long.class)
                                .findOne());
    }

    /// Asks whoever holds the panel whether they are still there.
    void ask() {
        written(rows -> rows.execute("UPDATE panel SET asked = asked + 1"));
    }

    /// Says that we are.
    void beat(long fence) {
        written(rows -> rows.execute("UPDATE panel SET beat = beat + 1 WHERE fence = ?", fence));
    }

    /// Holds it no longer: whoever waits for it may take it at once. The panel ran until now.
    void leave(long fence, Moment now) {
        written(
                rows ->
                        rows.execute(
                                """
                                UPDATE panel SET holder = '', alive_ms = ?, ahead_ms = ?
                                WHERE fence = ?\
                                """,
                                now.at().toEpochMilli(),
                                now.ahead().toMillis(),
                                fence));
    }

    /// Somebody else has taken the panel.
    static final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fenced() {
            super("another process has taken the panel");
        }
    }

    /// Stores how it stands, in a transaction that is under way.
    ///
    /// @throws Fenced to undo it
    static void save(
            Handle rows, long fence, PanelState state, String by, EventId seen, Moment now) {
        int saved =
                rows.createUpdate(
                                """
                                UPDATE panel
                                SET state = :state, last_id = :seen, alive_ms = :now,
                                    ahead_ms = :ahead, changed_by = :by
                                WHERE fence = :fence\
                                """)
                        .bind("state", PanelJson.text(state))
                        .bind("by", by)
                        .bind("seen", seen.sequence())
                        .bind("now", now.at().toEpochMilli())
                        .bind("ahead", now.ahead().toMillis())
                        .bind("fence", fence)
                        .execute();
        if (saved == 0) {
            throw new Fenced();
        }
    }

    /// Notes that the panel runs.
    void alive(long fence, EventId seen, Moment now) {
        int noted =
                written(
                        rows ->
                                rows.createUpdate(
                                                """
                                                UPDATE panel
                                                SET alive_ms = :now, last_id = :seen,
                                                    ahead_ms = :ahead
                                                WHERE fence = :fence\
                                                """)
                                        .bind("now", now.at().toEpochMilli())
                                        .bind("ahead", now.ahead().toMillis())
                                        .bind("seen", seen.sequence())
                                        .bind("fence", fence)
                                        .execute());
        if (noted == 0) {
            throw new Fenced();
        }
    }

    /// Nobody knows how the panel stood last.
    ///
    /// @param asOf as it stood then; empty: as in a new house
    /// @param told whether the timeline has told it
    record Doubt(Optional<Instant> asOf, boolean told) {}

    /// Empty: it stands as it stood.
    Optional<Doubt> doubt() {
        return database.read(
                rows ->
                        rows.createQuery("SELECT as_of_ms, told FROM panel_doubt")
                                .map(
                                        (row, _) ->
                                                new Doubt(
                                                        Optional.of(row.getLong(1))
                                                                .filter(it -> it != 0)
                                                                .map(Instant::ofEpochMilli),
                                                        row.getBoolean(2)))
                                .findOne());
    }

    static void toldDoubt(Handle rows) {
        rows.execute("UPDATE panel_doubt SET told = 1");
    }

    /// Somebody has armed or disarmed.
    static void endDoubt(Handle rows) {
        rows.execute("DELETE FROM panel_doubt");
    }

    /// @param asked when
    record Waiting(long id, Instant asked, PanelRequest request) {}

    /// Requests that nobody has answered, the oldest first.
    List<Waiting> waiting(int most) {
        return database.read(
                rows ->
                        rows.createQuery(
                                        """
                                        SELECT id, asked_ms, request FROM panel_request
                                        WHERE answered_ms = 0 ORDER BY id LIMIT :most\
                                        """)
                                .bind("most", most)
                                .map(
                                        (row, _) ->
                                                new Waiting(
                                                        row.getLong(1),
                                                        Instant.ofEpochMilli(row.getLong(2)),
                                                        PanelRequest.read(row.getString(3))))
                                .list());
    }

    /// @param with goes into the same transaction, with the number of the request
    long ask(PanelRequest request, Instant now, ObjLongConsumer<Handle> with) {
        return written(
                rows -> {
                    long id = leave(rows, request, now);
                    with.accept(rows, id);
                    return id;
                });
    }

    /// In a transaction that is under way.
    static long leave(Handle rows, PanelRequest request, Instant now) {
        return rows.createQuery(
                        """
                        INSERT INTO panel_request (asked_ms, request)
                        VALUES (:now, :request) RETURNING id\
                        """)
                .bind("now", now.toEpochMilli())
                .bind("request", request.text())
                .mapTo(Long.class)
                .one();
    }

    /// What was asked under that number; empty: that was too long ago.
    Optional<PanelRequest> request(long id) {
        return database.read(
                rows ->
                        rows.createQuery("SELECT request FROM panel_request WHERE id = :id")
                                .bind("id", id)
                                .mapTo(String.class)
                                .findOne()
                                .map(PanelRequest::read));
    }

    static void answer(Handle rows, long id, PanelOutcome outcome, Instant now) {
        rows.createUpdate(
                        """
                        UPDATE panel_request SET outcome = :outcome, answered_ms = :now
                        WHERE id = :id AND answered_ms = 0\
                        """)
                .bind("outcome", outcome.text())
                .bind("now", Math.max(1, now.toEpochMilli()))
                .bind("id", id)
                .execute();
        rows.createUpdate("DELETE FROM panel_request WHERE id <= :id")
                .bind("id", id - MOST_ANSWERED)
                .execute();
    }

    Optional<PanelOutcome> outcome(long id) {
        return database.read(
                rows ->
                        rows.createQuery(
                                        """
                                        SELECT outcome FROM panel_request
                                        WHERE id = :id AND answered_ms <> 0\
                                        """)
                                .bind("id", id)
                                .mapTo(String.class)
                                .findOne()
                                .map(PanelOutcome::read));
    }

    private <T> T written(Function<Handle, T> unit) {
        try {
            return database.write(unit).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StorageException why ? why : failed;
        }
    }
}
