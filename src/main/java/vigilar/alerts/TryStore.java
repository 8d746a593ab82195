package vigilar.alerts;

import org.jdbi.v3.core.Handle;

import vigilar.event.Severity;
import vigilar.storage.Database;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What came of each try, and how long the next one waits, as rows.
final class TryStore {
    /// 10,000 tries: a month of a lively house.
    private static final int TRIES_KEPT = 10_000;

    /// From here on an event is sent once at once, however long others wait after failures: an
    /// alarm cannot wait for a quarter of an hour. Only the service itself can ask for that.
    static final Severity GRAVE = Severity.ALERT;

    private final Database database;

    TryStore(Database database) {
        this.database = database;
    }

    /// A try that did not get through.
    ///
    /// @param asked what the service asked for: nothing goes there before
    record Vain(Job job, Instant now, String answer, Optional<Duration> asked) {
        /// By all tries in a row, whichever event they were about.
        Instant next() {
            return now.plus(RetryPause.after(job.tries() + 1, asked));
        }

        /// Until when the service wants to be left alone; the past if it does not say.
        Instant told() {
            return asked.map(RetryPause::bounded).map(now::plus).orElse(Instant.EPOCH);
        }
    }

    /// The job is done with, one way or another.
    CompletableFuture<?> settle(Job job, Instant at, String outcome, String answer) {
        return database.write(
                it -> {
                    end(it, job, at, outcome, answer);
                    return true;
                });
    }

    /// The same, and the service is well: nothing else waits for it any more.
    CompletableFuture<?> delivered(Job job, Instant at, String answer) {
        return database.write(
                it -> {
                    end(it, job, at, "delivered", answer);
                    isWell(it, job.subscription(), at);
                    return true;
                });
    }

    private static void end(Handle writing, Job job, Instant at, String outcome, String answer) {
        record(writing, at, job.subscription(), job.about(), outcome, answer);
        writing.execute(
                "DELETE FROM push_job WHERE subscription_id = ? AND event_id = ?",
                job.subscription(),
                job.about());
    }

    private static void isWell(Handle writing, long subscription, Instant now) {
        int recovered =
                writing.execute(
                        "UPDATE push_subscription SET vain = 0, rest_ms = 0, told_ms = 0"
                                + " WHERE id = ? AND vain > 0",
                        subscription);
        if (recovered > 0) {
            writing.execute(
                    "UPDATE push_job SET next_ms = ? WHERE subscription_id = ?",
                    now.toEpochMilli(),
                    subscription);
        }
    }

    /// The job is tried again, and nothing else goes there before but what is grave and was not
    /// tried yet. Such a one that fails, too, within the pause makes it no longer: three alarms at
    /// a time are no three failures in a row.
    CompletableFuture<?> postpone(Vain vain) {
        var job = vain.job();
        return database.write(
                it -> {
                    record(
                            it,
                            vain.now(),
                            job.subscription(),
                            job.about(),
                            "failed",
                            vain.answer());
                    var resting = vain.asked().isEmpty() ? restsUntil(it, vain) : 0;
                    long next = resting > 0 ? resting : vain.next().toEpochMilli();
                    it.execute(
                            "UPDATE push_job SET tries = tries + 1, answer = ?, next_ms = ?"
                                    + " WHERE subscription_id = ? AND event_id = ?",
                            vain.answer(),
                            next,
                            job.subscription(),
                            job.about());
                    return resting > 0 || rests(it, vain, next);
                });
    }

    /// Of a pause that goes on; else 0.
    private static long restsUntil(Handle it, Vain vain) {
        long now = vain.now().toEpochMilli();
        return it.createQuery("SELECT rest_ms FROM push_subscription WHERE id = ?")
                .bind(0, vain.job().subscription())
                .mapTo(Long.class)
                .findOne()
                // a clock that was set back must not make it years
                .filter(until -> until > now && until <= now + RetryPause.MOST_PATIENCE.toMillis())
                .orElse(0L);
    }

    private static boolean rests(Handle it, Vain vain, long next) {
        long subscription = vain.job().subscription();
        long told = vain.told().toEpochMilli();
        int grave = Rank.of(GRAVE);
        it.execute(
                "UPDATE push_subscription SET vain = vain + 1, rest_ms = ?, told_ms = ? WHERE id ="
                        + " ?",
                next,
                told,
                subscription);
        it.execute(
                "UPDATE push_job SET next_ms = ? WHERE subscription_id = ?"
                        + " AND (severity < ? OR tries > 0)",
                next,
                subscription,
                grave);
        if (told > 0) {
            it.execute(
                    "UPDATE push_job SET next_ms = ? WHERE subscription_id = ? AND severity >= ?"
                            + " AND tries = 0",
                    told,
                    subscription,
                    grave);
        }
        return true;
    }

    /// The service is well and the text too long for it: the next try says it shorter.
    CompletableFuture<?> shorten(Job job, Instant now, String answer) {
        return database.write(
                it -> {
                    record(it, now, job.subscription(), job.about(), "failed", answer);
                    return it.execute(
                            "UPDATE push_job SET tries = tries + 1, shorter = 1, answer = ?,"
                                    + " next_ms = ? WHERE subscription_id = ? AND event_id = ?",
                            answer,
                            now.plus(RetryPause.SHORTEST).toEpochMilli(),
                            job.subscription(),
                            job.about());
                });
    }

    /// Somebody pressed the test button.
    CompletableFuture<?> tested(long subscription, Instant at, boolean delivered, String answer) {
        return database.write(
                it -> {
                    record(it, at, subscription, 0, delivered ? "delivered" : "failed", answer);
                    if (delivered) {
                        isWell(it, subscription, at);
                    }
                    return true;
                });
    }

    private static void record(
            Handle it, Instant at, long subscription, long event, String outcome, String answer) {
        if (event < 0) {
            return; // of a silent alert nothing is to be seen anywhere else
        }
        it.execute(
                "INSERT INTO push_try (at_ms, subscription_id, event_id, outcome, answer)"
                        + " VALUES (?, ?, ?, ?, ?)",
                at.toEpochMilli(),
                subscription,
                event,
                outcome,
                answer);
        it.execute(
                "DELETE FROM push_try WHERE number <= (SELECT max(number) FROM push_try) - ?",
                TRIES_KEPT);
    }
}
