package vigilar.access;

import org.jdbi.v3.core.Handle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The counters of failed tries. A try is counted as failed before it is looked at and forgiven
/// when it was right: a hundred at once are a hundred.
final class FailedTryStore {
    /// One counter and its rule.
    record Counter(String what, Pauses rule) {}

    /// Whoever guesses with many addresses and invented names makes rows as fast as they like; that
    /// must not wipe out the pause of somebody who exists. So invented names go first and those
    /// with a pause last, the oldest before the others; the counters of a whole account, and that
    /// of PINs, stay: there are no more of them than people.
    private static final String TOO_MANY =
            """
            DELETE FROM failed_try WHERE what IN (
                SELECT what FROM failed_try
                WHERE what <> 'pin' AND what NOT IN (SELECT 'account ' || name FROM person)
                ORDER BY
                    CASE WHEN what GLOB 'nobody [0-9a-f][0-9a-f]*'
                        OR what GLOB 'account nobody [0-9a-f][0-9a-f]*'
                    THEN failures >= 5 AND last_ms >= ?
                    ELSE 2 + (failures >= 5 AND last_ms >= ?) END DESC,
                    last_ms DESC
                LIMIT -1 OFFSET ?)\
            """;

    private FailedTryStore() {}

    /// The longest pause that is left, and if there is none, one more failure for each.
    static Duration begin(Handle rows, List<Counter> counters, Instant now) {
        var pause = left(rows, counters, now);
        if (pause.isZero()) {
            counters.forEach(counter -> add(rows, counter.what(), now));
            trim(rows, now);
        }
        return pause;
    }

    /// The longest pause that is left; zero when a try may begin.
    static Duration left(Handle rows, List<Counter> counters, Instant now) {
        return counters.stream()
                .map(it -> left(rows, it, now))
                .filter(Duration::isPositive)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Duration left(Handle rows, Counter counter, Instant now) {
        return rows.createQuery("SELECT failures, last_ms FROM failed_try WHERE what = :what")
                .bind("what", counter.what())
                .map((row, _) -> counter.rule().left(row.getInt(1), at(row.getLong(2)), now))
                .findOne()
                .orElse(Duration.ZERO);
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static void add(Handle rows, String what, Instant now) {
        rows.execute(
                "INSERT INTO failed_try (what, failures, last_ms) VALUES (?, 1, ?)"
                        + " ON CONFLICT DO UPDATE SET failures = failures + 1,"
                        + " last_ms = excluded.last_ms",
                what,
                now.toEpochMilli());
    }

    private static void trim(Handle rows, Instant now) {
        rows.execute(
                "DELETE FROM failed_try WHERE last_ms < ?",
                now.minus(Pauses.FORGOTTEN).toEpochMilli());
        rows.execute(TOO_MANY, paused(now), paused(now), Terms.MOST_COUNTERS);
    }

    /// What failed since then may still have to wait: a pause is not renewed by who waits.
    private static long paused(Instant now) {
        return now.minus(Pauses.LONGEST).toEpochMilli();
    }

    /// The try was right: the first counter starts anew, the others forget this one only, so that
    /// nobody's own success hides their guesses at others.
    static void forgive(Handle rows, List<Counter> counters) {
        for (int i = 0; i < counters.size(); i++) {
            rows.execute(
                    i == 0
                            ? "DELETE FROM failed_try WHERE what = ?"
                            : "UPDATE failed_try SET failures = max(0, failures - 1) WHERE what ="
                                    + " ?",
                    counters.get(i).what());
        }
    }

    /// One less of this counter, and no pause because of it.
    ///
    /// @param last when it is said to have failed last: long enough ago
    static void forgiveOne(Handle rows, Counter counter, Instant last) {
        rows.execute(
                "UPDATE failed_try SET failures = max(0, failures - 1), last_ms = ? WHERE what = ?",
                last.toEpochMilli(),
                counter.what());
    }

    /// Failures counted; 0 when none are.
    static int failures(Handle rows, Counter counter) {
        return rows.createQuery("SELECT failures FROM failed_try WHERE what = :what")
                .bind("what", counter.what())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }
}
