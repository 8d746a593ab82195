package vigilar.journal;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;
import vigilar.storage.Database;

import java.time.InstantSource;

/// Events that somebody wants kept whatever their age. Safe for any number of threads; what changes
/// returns once it is durable.
///
/// Each may throw a [java.util.concurrent.CompletionException] with a storage exception when the
/// store cannot be written.
public final class Pins {
    /// 1,000 of a house: with the largest payloads 250 MiB, which no limit on the size may take.
    static final int MOST = 1_000;

    private final Database database;
    private final InstantSource clock;

    public Pins(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What came of it.
    public enum Outcome {
        DONE,
        /// There is no such event, or no longer.
        NO_EVENT,
        /// As many are pinned as may be.
        FULL
    }

    /// Pins the event; pinned already is well.
    ///
    /// @param person who; 0 in an open house
    public Outcome pin(EventId event, long person) {
        long now = clock.millis();
        return database.write(rows -> pin(rows, event.sequence(), person, now)).join();
    }

    /// In one transaction with the look whether the event is there: retention comes before or
    /// after, never between.
    private static Outcome pin(Handle rows, long event, long person, long now) {
        if (count(rows, "SELECT count(*) FROM event WHERE id = ?", event) == 0) {
            return Outcome.NO_EVENT;
        }
        if (count(rows, "SELECT count(*) FROM pin WHERE event_id <> ?", event) >= MOST) {
            return Outcome.FULL;
        }
        rows.execute(
                "INSERT INTO pin (event_id, person_id, at_ms) VALUES (?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                event,
                person,
                now);
        return Outcome.DONE;
    }

    private static long count(Handle rows, String sql, long event) {
        return rows.createQuery(sql).bind(0, event).mapTo(Long.class).one();
    }

    /// Unpins it: from now on it is kept as long as others are, so it may go at the next look.
    public void unpin(EventId event) {
        database.write(rows -> rows.execute("DELETE FROM pin WHERE event_id = ?", event.sequence()))
                .join();
    }

    /// True if the event is pinned.
    public boolean holds(EventId event) {
        return database.read(
                rows ->
                        count(rows, "SELECT count(*) FROM pin WHERE event_id = ?", event.sequence())
                                > 0);
    }
}
