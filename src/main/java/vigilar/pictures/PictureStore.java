package vigilar.pictures;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;
import vigilar.storage.Database;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows of this room. Safe for any number of threads.
final class PictureStore {
    /// 64 at a time: what is tried in one round.
    private static final int ROUND = 64;

    /// 50,000 reviews that are known, some megabytes: a week, as far as is compared, of seven
    /// thousand a day. By their number and not by their age, since a clock that is wrong for an
    /// hour would make them old.
    static final int REVIEWS_KEPT = 50_000;

    /// 1,000 more before they are put in order and the oldest go.
    private static final int REVIEWS_OVER = 1_000;

    /// 50,000 rows of what is settled without a file: a year of a lively street.
    private static final int SETTLED_KEPT = 50_000;

    /// A clock that was wrong for an hour must not hold a picture back for a year.
    private static final Duration FARTHEST = PicturePause.LONGEST.multipliedBy(2);

    /// What an event said of its review.
    record Told(EventId event, Instant at, String review, Optional<String> detection) {}

    private final Database database;

    PictureStore(Database database) {
        this.database = database;
    }

    /// Notes what these events are owed, and how far was looked; both or neither.
    ///
    /// @param since older events are owed no pictures
    void owe(List<Told> told, EventId seen, Instant now, Instant since) {
        database.write(
                        it -> {
                            for (var one : told) {
                                note(it, one.review(), one.at());
                                one.detection()
                                        .filter(_ -> one.at().isAfter(since))
                                        .ifPresent(id -> owe(it, one.event(), id, now));
                            }
                            if (!told.isEmpty()) {
                                forgetOldReviews(it);
                            }
                            return it.execute(
                                    "INSERT INTO follower (name, last_id) VALUES ('pictures', ?)"
                                            + " ON CONFLICT DO UPDATE SET last_id ="
                                            + " excluded.last_id",
                                    seen.sequence());
                        })
                .join();
    }

    private static void note(Handle it, String review, Instant at) {
        it.execute(
                "INSERT INTO picture_review (review_id, at_ms) VALUES (?, ?) ON CONFLICT DO"
                        + " NOTHING",
                review,
                at.toEpochMilli());
    }

    /// The oldest by Frigate's time, with which its ids begin, or by ours, whichever is later: one
    /// heard while our clock said 1970 is not the oldest. They are counted first, each time, in a
    /// millisecond; putting all of them in order keeps the writer for a tenth of a second, and
    /// comes once in a thousand.
    private static void forgetOldReviews(Handle it) {
        int known =
                it.createQuery("SELECT count(*) FROM picture_review").mapTo(Integer.class).one();
        if (known <= REVIEWS_KEPT + REVIEWS_OVER) {
            return;
        }
        it.execute(
                """
                DELETE FROM picture_review WHERE review_id IN
                    (SELECT review_id FROM picture_review
                    ORDER BY max(at_ms, CAST(review_id AS REAL) * 1000) DESC, review_id DESC
                    LIMIT -1 OFFSET ?)\
                """,
                REVIEWS_KEPT);
    }

    private static void owe(Handle it, EventId event, String detection, Instant now) {
        var same =
                it.execute(
                        "INSERT INTO picture_same (event_id, shown_by) SELECT ?, min(event_id)"
                                + " FROM picture WHERE detection = ? AND event_id < ? HAVING"
                                + " count(*) > 0 ON CONFLICT DO NOTHING",
                        event.sequence(),
                        detection,
                        event.sequence());
        if (same > 0) {
            return;
        }
        for (var kind : PictureKind.values()) {
            it.execute(
                    "INSERT INTO picture (event_id, kind, detection, next_ms) VALUES (?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    event.sequence(),
                    kind.word(),
                    detection,
                    now.toEpochMilli());
        }
    }

    /// What is due, snapshots first, the newest event first: somebody may be looking at it.
    List<PictureJob> due(Instant now) {
        return database.read(
                it ->
                        it.createQuery(
                                        "SELECT event_id, kind, detection, tries FROM picture"
                                                + " WHERE state = 'waiting' AND (next_ms <= :now"
                                                + " OR next_ms > :far) ORDER BY kind DESC,"
                                                + " event_id DESC LIMIT :most")
                                .bind("now", now.toEpochMilli())
                                .bind("far", now.plus(FARTHEST).toEpochMilli())
                                .bind("most", ROUND)
                                .map(
                                        (row, _) ->
                                                new PictureJob(
                                                        new EventId(row.getLong(1)),
                                                        kind(row.getString(2)),
                                                        row.getString(3),
                                                        row.getInt(4)))
                                .list());
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

    /// Takes the oldest rows out until what is kept fits; their files may go then.
    List<PictureJob> dropBeyond(long quota) {
        return database.write(
                        it -> {
                            var gone =
                                    it.createQuery(
                                                    """
                                                    SELECT event_id, kind, detection, tries FROM
                                                        (SELECT *, sum(bytes) OVER
                                                            (ORDER BY event_id DESC, kind DESC) AS
                                                            all_newer
                                                        FROM picture WHERE state = 'ready')
                                                    WHERE all_newer > :quota\
                                                    """)
                                            .bind("quota", quota)
                                            .map(
                                                    (row, _) ->
                                                            new PictureJob(
                                                                    new EventId(row.getLong(1)),
                                                                    kind(row.getString(2)),
                                                                    row.getString(3),
                                                                    row.getInt(4)))
                                            .list();
                            for (var one : gone) {
                                it.execute(
                                        "UPDATE picture SET state = 'dropped', bytes = 0, answer ="
                                                + " 'its place was needed for newer ones' WHERE"
                                                + " event_id = ? AND kind = ?",
                                        one.event().sequence(),
                                        one.kind().word());
                            }
                            it.execute(
                                    "DELETE FROM picture_same WHERE event_id < (SELECT"
                                            + " max(event_id) FROM picture) - ?",
                                    SETTLED_KEPT);
                            it.execute(
                                    "DELETE FROM picture WHERE state IN ('dropped', 'given_up')"
                                            + " AND event_id < (SELECT max(event_id) FROM"
                                            + " picture) - ?",
                                    SETTLED_KEPT);
                            return gone;
                        })
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

    /// The event whose pictures show this one: itself, or an earlier one of the same review.
    EventId shownBy(EventId event) {
        return database.read(it -> shownBy(it, event));
    }

    private static EventId shownBy(Handle it, EventId event) {
        return it.createQuery("SELECT shown_by FROM picture_same WHERE event_id = ?")
                .bind(0, event.sequence())
                .mapTo(Long.class)
                .findOne()
                .map(EventId::new)
                .orElse(event);
    }

    /// What stands for each of these events; those without pictures are left out.
    Map<EventId, List<PictureState>> states(Collection<EventId> events) {
        return database.read(
                it -> {
                    var all = new LinkedHashMap<EventId, List<PictureState>>();
                    for (var event : events) {
                        var states = states(it, shownBy(it, event));
                        if (!states.isEmpty()) {
                            all.put(event, states);
                        }
                    }
                    return all;
                });
    }

    private static List<PictureState> states(Handle it, EventId event) {
        return it.createQuery(
                        "SELECT kind, state, answer FROM picture WHERE event_id = ? ORDER BY kind"
                                + " DESC")
                .bind(0, event.sequence())
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

    boolean knowsReview(String review) {
        return database.read(
                it ->
                        it.createQuery("SELECT 1 FROM picture_review WHERE review_id = ?")
                                .bind(0, review)
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent());
    }

    /// For the transaction of a review's own event.
    ///
    /// @param topic of reviews
    /// @throws RuntimeException if the review is known, or one of the events that nobody has looked
    ///   at yet may be its own: then there must not be another. Of the topic and with this id: what
    ///   else happens in the house holds up nothing
    static void takeReview(Handle it, String review, String topic, Instant at) {
        boolean came =
                it.createQuery(
                                """
                                SELECT 1 FROM event
                                WHERE id > (SELECT coalesce(max(last_id), 0) FROM follower
                                    WHERE name = 'pictures')
                                AND topic = ? AND instr(payload, ?) > 0 LIMIT 1\
                                """)
                        .bind(0, topic)
                        .bind(1, '"' + review + '"')
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent();
        if (came) {
            throw new IllegalStateException("review " + review + " came by itself");
        }
        it.execute(
                "INSERT INTO picture_review (review_id, at_ms) VALUES (?, ?)",
                review,
                at.toEpochMilli());
    }

    /// Up to when Frigate's record was compared, else when a review was last heard.
    Optional<Instant> comparedUntil() {
        return database.read(
                it ->
                        it.createQuery(
                                        "SELECT coalesce((SELECT until_ms FROM picture_compared),"
                                                + " (SELECT max(at_ms) FROM picture_review))")
                                .mapTo(Long.class)
                                .findOne()
                                .map(Instant::ofEpochMilli));
    }

    /// When it was first compared: what was over by then was before this house. Empty before that.
    Optional<Instant> comparedSince() {
        return database.read(
                it ->
                        it.createQuery("SELECT since_ms FROM picture_compared")
                                .mapTo(Long.class)
                                .findOne()
                                .map(Instant::ofEpochMilli));
    }

    /// @param until all before it was compared
    /// @param since what was over by then is never brought in
    static void compared(Handle rows, Instant until, Instant since) {
        rows.execute(
                "INSERT INTO picture_compared (one, until_ms, since_ms) VALUES (1, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET until_ms = excluded.until_ms,"
                        + " since_ms = excluded.since_ms",
                until.toEpochMilli(),
                since.toEpochMilli());
    }
}
