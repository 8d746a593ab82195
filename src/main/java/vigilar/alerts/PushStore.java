package vigilar.alerts;

import org.jdbi.v3.core.Handle;

import vigilar.event.Event;
import vigilar.event.Severity;
import vigilar.storage.Database;
import vigilar.storage.QuickSql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Subscriptions and what they are owed, as rows; what came of it is in [TryStore]. Severities are
/// stored as [Rank].
final class PushStore {
    /// A clock that was set back must not leave jobs waiting for years.
    private static final long FARTHEST_MILLIS =
            RetryPause.MOST_PATIENCE.plus(Duration.ofMinutes(1)).toMillis();

    final TryStore tries;
    private final Database database;

    PushStore(Database database) {
        this.database = database;
        tries = new TryStore(database);
    }

    /// Writes what the events owe, in the events' own transaction: each to those who want to be
    /// told of what is that grave; what a rule tells, to whom the rule means.
    static void owe(Handle writing, List<Event> events) {
        var wishes =
                QuickSql.ask(
                        writing,
                        """
                        SELECT s.id, s.threshold, s.rest_ms, s.told_ms, coalesce(p.name, ''),
                            CASE s.person_id
                                WHEN 0 THEN NOT EXISTS (SELECT 1 FROM person)
                                ELSE p.role = 'OWNER' AND p.disabled = 0 END
                        FROM push_subscription s LEFT JOIN person p ON p.id = s.person_id\
                        """,
                        rows -> {
                            var all = new ArrayList<Wish>();
                            while (rows.next()) {
                                all.add(
                                        new Wish(
                                                rows.getLong(1),
                                                rows.getInt(2),
                                                rows.getLong(3),
                                                rows.getLong(4),
                                                rows.getString(5),
                                                rows.getInt(6) == 1));
                            }
                            return all;
                        });
        if (wishes.isEmpty()) {
            return;
        }
        var insert =
                "INSERT INTO push_job (subscription_id, event_id, severity, queued_ms, next_ms)"
                        + " VALUES (?, ?, ?, ?, ?)";
        try (var batch = writing.prepareBatch(insert)) {
            for (var event : events) {
                var meant = RuleAlert.of(event, WhisperedStore.in(writing));
                int severity = Rank.of(meant.map(RuleAlert::severity).orElse(event.severity()));
                long at = event.at().toEpochMilli();
                for (var wish : wishes) {
                    if (meant.map(it -> it.isFor(wish.person(), wish.owner()))
                            .orElse(severity >= wish.threshold())) {
                        batch.bind(0, wish.subscription())
                                .bind(1, event.id().sequence())
                                .bind(2, severity)
                                .bind(3, at)
                                .bind(4, Math.max(at, wish.waits(severity)))
                                .add();
                    }
                }
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    /// What a rule wants told by that event, if it is one's.
    Optional<RuleAlert> ruleAlert(Event event) {
        return database.read(rows -> RuleAlert.of(event, WhisperedStore.in(rows)));
    }

    /// @param restMillis until when its service rests after a failure
    /// @param toldMillis until when it asked to be left alone
    /// @param person whose device it is; empty: that of an open house
    /// @param owner whether an owner's; in a house without accounts everybody is one
    private record Wish(
            long subscription,
            int threshold,
            long restMillis,
            long toldMillis,
            String person,
            boolean owner) {
        long waits(int severity) {
            return severity >= Rank.of(TryStore.GRAVE) ? toldMillis : restMillis;
        }
    }

    /// What is owed at a moment.
    ///
    /// Of silent alerts only what is due: whoever looks over a shoulder must not see that more is
    /// on its way than usual.
    ///
    /// @param waiting all notifications about events that are not delivered yet
    /// @param due subscriptions that something is due for
    /// @param stuck what the last try was answered of one that was tried often; empty: none was
    record Owed(int waiting, List<Long> due, Optional<String> stuck) {}

    /// Looked at after each event: in most houses most of the time nothing is owed.
    Owed owed(Instant now, int often) {
        return database.read(
                it -> {
                    var due = due(it, now);
                    int waiting =
                            it.createQuery("SELECT count(*) FROM push_job WHERE event_id > 0")
                                    .mapTo(Integer.class)
                                    .one();
                    return waiting == 0
                            ? new Owed(0, due, Optional.empty())
                            : new Owed(waiting, due, stuck(it, often));
                });
    }

    private static List<Long> due(Handle reading, Instant now) {
        return reading.createQuery(
                        "SELECT DISTINCT subscription_id FROM push_job"
                                + " WHERE next_ms <= :now OR next_ms > :far")
                .bind("now", now.toEpochMilli())
                .bind("far", now.toEpochMilli() + FARTHEST_MILLIS)
                .mapTo(Long.class)
                .list();
    }

    private static Optional<String> stuck(Handle reading, int tries) {
        return reading.createQuery(
                        "SELECT answer FROM push_job WHERE tries >= :tries AND event_id > 0"
                                + " ORDER BY event_id DESC LIMIT 1")
                .bind("tries", tries)
                .mapTo(String.class)
                .findOne();
    }

    /// The gravest due job of the subscription, the oldest among equals.
    Optional<Job> next(long subscription, Instant now) {
        return database.read(
                it ->
                        it.createQuery(
                                        """
                                        SELECT j.event_id, j.queued_ms,
                                            CASE WHEN s.vain > j.tries THEN s.vain ELSE j.tries END,
                                            j.shorter
                                        FROM push_job j
                                            LEFT JOIN push_subscription s ON s.id = j.subscription_id
                                        WHERE j.subscription_id = :subscription
                                            AND (j.next_ms <= :now OR j.next_ms > :far)
                                        ORDER BY j.severity DESC, j.event_id LIMIT 1\
                                        """)
                                .bind("subscription", subscription)
                                .bind("now", now.toEpochMilli())
                                .bind("far", now.toEpochMilli() + FARTHEST_MILLIS)
                                .map((row, _) -> job(subscription, row))
                                .findOne());
    }

    private static Job job(long subscription, ResultSet row) throws SQLException {
        return new Job(
                subscription,
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getInt(3),
                row.getInt(4) == 1);
    }

    /// Deletes all but the gravest jobs of a subscription, the newest among equals: however many
    /// trifles wait, none takes an alarm's place.
    ///
    /// @return how many were deleted
    CompletableFuture<Integer> keepGravest(long subscription, int most) {
        return database.write(
                it ->
                        it.createUpdate(
                                        """
                                        DELETE FROM push_job WHERE subscription_id = :it
                                            AND event_id IN (SELECT event_id FROM push_job
                                                WHERE subscription_id = :it AND event_id > 0
                                                ORDER BY severity DESC, event_id DESC
                                                LIMIT -1 OFFSET :most)\
                                        """)
                                .bind("it", subscription)
                                .bind("most", most)
                                .execute());
    }

    /// @param person who was threatened
    record Silent(long number, Instant at, String person) {}

    Optional<Silent> silent(long number) {
        return database.read(
                it ->
                        it.createQuery("SELECT at_ms, person FROM silent_alert WHERE id = :id")
                                .bind("id", number)
                                .map(
                                        (row, _) ->
                                                new Silent(
                                                        number,
                                                        Instant.ofEpochMilli(row.getLong(1)),
                                                        row.getString(2)))
                                .findOne());
    }

    Optional<Address> address(long subscription) {
        return database.read(
                it ->
                        it.createQuery(
                                        "SELECT endpoint, p256dh, auth FROM push_subscription"
                                                + " WHERE id = :id")
                                .bind("id", subscription)
                                .map(
                                        (row, _) ->
                                                new Address(
                                                        subscription,
                                                        Endpoint.read(row.getString(1)),
                                                        new BrowserKeys(
                                                                row.getBytes(2), row.getBytes(3))))
                                .findOne());
    }

    /// Adds a subscription, or renews the one of that endpoint.
    ///
    /// @return empty when there are `most` already
    CompletableFuture<Optional<Long>> subscribe(
            long person,
            Endpoint endpoint,
            BrowserKeys keys,
            String name,
            Severity threshold,
            Instant now,
            int most) {
        return database.write(
                it -> {
                    var known =
                            it.createQuery(
                                            "SELECT count(*) FROM push_subscription WHERE endpoint"
                                                    + " <> ?")
                                    .bind(0, endpoint.uri().toString())
                                    .mapTo(Integer.class)
                                    .one();
                    if (known >= most) {
                        return Optional.<Long>empty();
                    }
                    return it.createQuery(
                                    """
                                    INSERT INTO push_subscription
                                        (endpoint, p256dh, auth, name, threshold, made_ms,
                                            person_id)
                                    VALUES (?, ?, ?, ?, ?, ?, ?)
                                    ON CONFLICT (endpoint) DO UPDATE SET p256dh = excluded.p256dh,
                                        auth = excluded.auth, name = excluded.name,
                                        threshold = excluded.threshold,
                                        person_id = excluded.person_id
                                    RETURNING id\
                                    """)
                            .bind(0, endpoint.uri().toString())
                            .bind(1, keys.point())
                            .bind(2, keys.auth())
                            .bind(3, name)
                            .bind(4, Rank.of(threshold))
                            .bind(5, now.toEpochMilli())
                            .bind(6, person)
                            .mapTo(Long.class)
                            .findOne();
                });
    }

    List<Subscriber> subscribers(PushDesk.Asking asking) {
        return database.read(
                it ->
                        it.createQuery(
                                        """
                                        SELECT id, name, threshold, made_ms, endpoint,
                                            coalesce((SELECT answer FROM push_try
                                                WHERE subscription_id = s.id
                                                ORDER BY number DESC LIMIT 1), '')
                                        FROM push_subscription s
                                        WHERE person_id = ? OR ? ORDER BY id\
                                        """)
                                .bind(0, asking.person())
                                .bind(1, asking.all())
                                .map(
                                        (row, _) ->
                                                new Subscriber(
                                                        row.getLong(1),
                                                        row.getString(2),
                                                        Rank.severity(row.getInt(3)),
                                                        Instant.ofEpochMilli(row.getLong(4)),
                                                        Endpoint.read(row.getString(5)).host(),
                                                        Subscriber.markOf(row.getString(5)),
                                                        row.getString(6)))
                                .list());
    }

    /// True if there is such a device and it is theirs to change.
    boolean mayChange(PushDesk.Asking asking, long id) {
        return database.read(
                it ->
                        it.createQuery(
                                        "SELECT 1 FROM push_subscription"
                                                + " WHERE id = ? AND (person_id = ? OR ?)")
                                .bind(0, id)
                                .bind(1, asking.person())
                                .bind(2, asking.all())
                                .mapTo(Integer.class)
                                .findOne()
                                .isPresent());
    }

    CompletableFuture<Boolean> rename(long id, String name) {
        return database.write(
                it ->
                        it.execute("UPDATE push_subscription SET name = ? WHERE id = ?", name, id)
                                > 0);
    }

    CompletableFuture<Boolean> tellFrom(long id, Severity threshold) {
        return database.write(
                it ->
                        it.execute(
                                        "UPDATE push_subscription SET threshold = ? WHERE id = ?",
                                        Rank.of(threshold),
                                        id)
                                > 0);
    }

    /// With all that it is still owed.
    CompletableFuture<Boolean> remove(long id) {
        return database.write(
                it -> {
                    it.execute("DELETE FROM push_job WHERE subscription_id = ?", id);
                    return it.execute("DELETE FROM push_subscription WHERE id = ?", id) > 0;
                });
    }
}
