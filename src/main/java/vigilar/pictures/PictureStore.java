package vigilar.pictures;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;
import vigilar.storage.Database;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The rows of this room. Safe for any number of threads.
final class PictureStore {
    /// 64 at a time: what is tried in one round.
    private static final int ROUND = 64;

    /// A clock that was wrong for an hour must not hold a picture back for a year.
    private static final Duration FARTHEST = PicturePause.LONGEST.multipliedBy(2);

    /// A picture whose file may go.
    record Gone(EventId event, PictureKind kind) {}

    private final Database database;

    PictureStore(Database database) {
        this.database = database;
    }

    /// Notes what these events are owed, and how far was looked; both or neither.
    ///
    /// @param alarms what else is of those events, by when it was: see [RoomStore#isAlarm]
    /// @param since older events are owed no pictures
    void owe(
            List<Told> told,
            Map<EventId, Instant> alarms,
            EventId seen,
            Instant now,
            Instant since) {
        database.write(
                        it -> {
                            for (var one : told) {
                                var ends = ReviewStore.note(it, one);
                                one.owed()
                                        .filter(_ -> one.at().isAfter(since))
                                        .ifPresent(owed -> owe(it, one, owed, now));
                                if (ends) {
                                    hasEnded(it, one.review(), now);
                                }
                            }
                            told.forEach(one -> RoomStore.seen(it, one.event(), one.at()));
                            alarms.forEach((event, at) -> RoomStore.alarm(it, event, at));
                            if (!told.isEmpty()) {
                                ReviewStore.forgetOld(it);
                            }
                            return it.execute(
                                    "INSERT INTO follower (name, last_id) VALUES ('pictures', ?)"
                                            + " ON CONFLICT DO UPDATE SET last_id ="
                                            + " excluded.last_id",
                                    seen.sequence());
                        })
                .join();
    }

    /// A review has one clip, unless it goes on for longer than that shows, and one snapshot of
    /// each of its objects.
    private static void owe(Handle it, Told told, Told.Owed owed, Instant now) {
        // what was found afterwards came late to us, not into the review
        long after = owed.comesIn() ? ReviewStore.since(it, told).toMillis() : 0;
        for (var kind : PictureKind.values()) {
            var same =
                    it.execute(
                            """
                            INSERT INTO picture_shown (event_id, kind, shown_by)
                            SELECT ?, ?, min(event_id) FROM picture
                            WHERE review_id = ? AND kind = ? AND event_id < ?
                                AND (CASE kind WHEN 'clip' THEN after_ms + longest_ms - ? >= ?
                                    ELSE detection = ? END)
                            HAVING count(*) > 0 ON CONFLICT DO NOTHING\
                            """,
                            told.event().sequence(),
                            kind.word(),
                            told.review().id(),
                            kind.word(),
                            told.event().sequence(),
                            ReviewPictures.SHARED.toMillis(),
                            after,
                            String.join(",", owed.detections()));
            if (same > 0) {
                continue;
            }
            it.execute(
                    "INSERT INTO picture (event_id, kind, detection, wants, review_id, longest_ms,"
                            + " after_ms, next_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    told.event().sequence(),
                    kind.word(),
                    String.join(",", owed.detections()),
                    owed.wants(),
                    told.review().id(),
                    ReviewPictures.LONGEST.toMillis(),
                    after,
                    now.toEpochMilli());
        }
    }

    /// What was asked for while the review went on does not count: there could be no clip.
    private static void hasEnded(Handle it, Review review, Instant now) {
        var written = review.ended().orElse(now).plus(ReviewPictures.WRITTEN);
        var latest = now.plus(ReviewPictures.WRITTEN); // whatever Frigate's clock says
        var next = written.isAfter(latest) ? latest : written.isBefore(now) ? now : written;
        it.execute(
                "UPDATE picture SET next_ms = ?, tries = 0 WHERE review_id = ? AND kind = 'clip'"
                        + " AND state = 'waiting'",
                next.toEpochMilli(),
                review.id());
    }

    /// What is due, snapshots first, the newest event first: somebody may be looking at it.
    List<PictureJob> due(Instant now) {
        return database.read(
                it ->
                        it.createQuery(
                                        """
                                        SELECT p.event_id, p.kind, p.tries, p.detection, p.wants,
                                            p.longest_ms, p.after_ms, p.review_id, r.camera, r.at_ms,
                                            r.start_ms, r.end_ms
                                        FROM picture p LEFT JOIN picture_review r USING (review_id)
                                        WHERE p.state = 'waiting'
                                            AND (p.next_ms <= :now OR p.next_ms > :far)
                                        ORDER BY p.kind DESC, p.event_id DESC LIMIT :most\
                                        """)
                                .bind("now", now.toEpochMilli())
                                .bind("far", now.plus(FARTHEST).toEpochMilli())
                                .bind("most", ROUND)
                                .map((row, _) -> job(row))
                                .list());
    }

    private static PictureJob job(ResultSet row) throws SQLException {
        return new PictureJob(
                new EventId(row.getLong(1)),
                kind(row.getString(2)),
                row.getInt(3),
                Stream.of(row.getString(4).split(",", -1)).filter(it -> !it.isEmpty()).toList(),
                row.getString(5),
                Duration.ofMillis(row.getLong(6)),
                Duration.ofMillis(row.getLong(7)),
                new Review(
                        row.getString(8),
                        Objects.requireNonNullElse(row.getString(9), ""),
                        Instant.ofEpochMilli(row.getLong(10)),
                        ReviewStore.time(row.getLong(11)),
                        ReviewStore.time(row.getLong(12))));
    }

    private static PictureKind kind(String word) {
        return PictureKind.named(word).orElseThrow();
    }

    void ready(PictureJob job, String contentType, long bytes) {
        settle(job, "ready", "", contentType, bytes);
    }

    void giveUp(PictureJob job, String why) {
        settle(job, "given_up", why, "", 0);
    }

    private void settle(PictureJob job, String state, String why, String type, long bytes) {
        database.write(
                        it ->
                                it.execute(
                                        "UPDATE picture SET state = ?, answer = ?, content_type ="
                                                + " ?, bytes = ?, tries = tries + 1 WHERE event_id"
                                                + " = ? AND kind = ?",
                                        state,
                                        why,
                                        type,
                                        bytes,
                                        job.event().sequence(),
                                        job.kind().word()))
                .join();
    }

    /// The next try asks for less.
    void shorten(PictureJob job, Duration longest) {
        database.write(
                        it ->
                                it.execute(
                                        "UPDATE picture SET longest_ms = ? WHERE event_id = ?"
                                                + " AND kind = ?",
                                        longest.toMillis(),
                                        job.event().sequence(),
                                        job.kind().word()))
                .join();
    }

    void postpone(PictureJob job, Instant next, String why) {
        database.write(
                        it ->
                                it.execute(
                                        "UPDATE picture SET tries = tries + 1, next_ms = ?, answer"
                                                + " = ? WHERE event_id = ? AND kind = ?",
                                        next.toEpochMilli(),
                                        why,
                                        job.event().sequence(),
                                        job.kind().word()))
                .join();
    }

    /// Which of them give way to others.
    RoomStore room() {
        return new RoomStore(database);
    }

    /// Those that no event shows any more.
    List<Gone> pruned(int most) {
        return database.read(
                it ->
                        it.createQuery(
                                        "SELECT event_id, kind FROM picture"
                                                + " WHERE state = 'pruned' LIMIT ?")
                                .bind(0, most)
                                .map((row, _) -> gone(row))
                                .list());
    }

    static Gone gone(ResultSet row) throws SQLException {
        return new Gone(new EventId(row.getLong(1)), kind(row.getString(2)));
    }

    /// Its file is gone.
    void forgetPruned(Gone one) {
        database.write(
                        it ->
                                it.execute(
                                        "DELETE FROM picture WHERE event_id = ? AND kind = ?"
                                                + " AND state = 'pruned'",
                                        one.event().sequence(),
                                        one.kind().word()))
                .join();
    }

    /// Tries all that waits now.
    void hurry(Instant now) {
        database.write(
                        it ->
                                it.execute(
                                        "UPDATE picture SET next_ms = ? WHERE state = 'waiting'",
                                        now.toEpochMilli()))
                .join();
    }

    /// True if a picture is still to come.
    boolean isWaiting() {
        return database.read(
                it ->
                        it.createQuery("SELECT 1 FROM picture WHERE state = 'waiting' LIMIT 1")
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent());
    }

    /// The event whose picture shows this one: itself, or an earlier one of the same review.
    EventId shownBy(EventId event, PictureKind kind) {
        return database.read(
                it ->
                        it.createQuery(
                                        "SELECT shown_by FROM picture_shown WHERE event_id = ? AND"
                                                + " kind = ?")
                                .bind(0, event.sequence())
                                .bind(1, kind.word())
                                .mapTo(Long.class)
                                .findOne()
                                .map(EventId::new)
                                .orElse(event));
    }

    /// What stands for each of these events; those without pictures are left out.
    Map<EventId, List<PictureState>> states(Collection<EventId> events) {
        return database.read(
                it -> {
                    var all = new LinkedHashMap<EventId, List<PictureState>>();
                    for (var event : events) {
                        var states = states(it, event);
                        if (!states.isEmpty()) {
                            all.put(event, states);
                        }
                    }
                    return all;
                });
    }

    private static List<PictureState> states(Handle it, EventId event) {
        return it.createQuery(
                        """
                        SELECT kind, state, answer FROM picture WHERE event_id = :event
                        UNION
                        SELECT p.kind, p.state, p.answer FROM picture_shown s
                        JOIN picture p ON p.event_id = s.shown_by AND p.kind = s.kind
                        WHERE s.event_id = :event ORDER BY kind DESC\
                        """)
                .bind("event", event.sequence())
                .map(
                        (row, _) ->
                                new PictureState(
                                        kind(row.getString(1)), row.getString(2), row.getString(3)))
                .list();
    }

    Optional<Picture> ready(EventId event, PictureKind kind, Path file) {
        return database.read(
                it ->
                        it.createQuery(
                                        "SELECT content_type, bytes FROM picture WHERE event_id ="
                                                + " ? AND kind = ? AND state = 'ready'")
                                .bind(0, event.sequence())
                                .bind(1, kind.word())
                                .map(
                                        (row, _) ->
                                                new Picture(file, row.getString(1), row.getLong(2)))
                                .findOne());
    }
}
