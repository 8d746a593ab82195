package vigilar.pictures;

import org.jdbi.v3.core.Handle;

import vigilar.storage.Database;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The rows of reviews: which are known and when they were, and how far Frigate's record was
/// compared with them. Safe for any number of threads.
final class ReviewStore {
    /// 50,000 reviews that are known, some megabytes: a week, as far as is compared, of seven
    /// thousand a day. By their number and not by their age, since a clock that is wrong for an
    /// hour would make them old.
    static final int REVIEWS_KEPT = 50_000;

    /// 1,000 more before they are put in order and the oldest go.
    private static final int REVIEWS_OVER = 1_000;

    private final Database database;

    ReviewStore(Database database) {
        this.database = database;
    }

    /// @return true if only now it is known when the review ended
    static boolean note(Handle it, Told told) {
        var review = told.review();
        var known = endOf(it, review.id());
        it.execute(
                """
                INSERT INTO picture_review (review_id, at_ms, camera, start_ms, end_ms)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
                    camera = CASE camera WHEN '' THEN excluded.camera ELSE camera END,
                    start_ms = CASE start_ms WHEN 0 THEN excluded.start_ms ELSE start_ms END,
                    end_ms = CASE end_ms WHEN 0 THEN excluded.end_ms ELSE end_ms END\
                """,
                review.id(),
                told.at().toEpochMilli(),
                review.camera(),
                millis(review.began()),
                millis(review.ended()));
        return known.isEmpty() && review.ended().isPresent();
    }

    /// How long the review had been going on, as far as we heard.
    static Duration since(Handle it, Told told) {
        return it.createQuery("SELECT at_ms FROM picture_review WHERE review_id = ?")
                .bind(0, told.review().id())
                .mapTo(Long.class)
                .findOne()
                .map(began -> Duration.between(Instant.ofEpochMilli(began), told.at()))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    private static long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(0L);
    }

    private static Optional<Instant> endOf(Handle it, String review) {
        return it.createQuery("SELECT end_ms FROM picture_review WHERE review_id = ?")
                .bind(0, review)
                .mapTo(Long.class)
                .findOne()
                .flatMap(ReviewStore::time);
    }

    /// 0 says that it is not known.
    static Optional<Instant> time(long millis) {
        return Optional.of(millis).filter(it -> it != 0).map(Instant::ofEpochMilli);
    }

    /// Frigate said so when it was asked.
    void ended(String review, Instant end) {
        database.write(
                        it ->
                                it.execute(
                                        "UPDATE picture_review SET end_ms = ? WHERE review_id = ?",
                                        end.toEpochMilli(),
                                        review))
                .join();
    }

    /// The oldest by Frigate's time, with which its ids begin, or by ours, whichever is later: one
    /// heard while our clock said 1970 is not the oldest. They are counted first, each time, in a
    /// millisecond; putting all of them in order keeps the writer for a tenth of a second, and
    /// comes once in a thousand.
    static void forgetOld(Handle it) {
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
