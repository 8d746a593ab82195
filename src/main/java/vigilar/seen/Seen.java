package vigilar.seen;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;
import vigilar.storage.Database;
import vigilar.storage.Invariant;

import java.util.List;
import java.util.concurrent.CompletionException;

/// The marks of all persons. Safe for any number of threads; what changes rows returns once it is
/// durable.
///
/// Each may throw a [CompletionException] with a storage exception when the store cannot be
/// written.
public final class Seen {
    /// 2,000 single marks a person: who looks at so many one by one marks all of them one day. What
    /// is beyond is refused and never forgotten, since a lost mark shows an event once more, but an
    /// invented one hides it.
    static final int MOST_SINGLE = 2_000;

    /// What holds in the tables of this room.
    public static final List<Invariant> RULES =
            List.of(
                    Invariant.of(
                            "somebody has seen what was not stored yet",
                            """
                            SELECT 'person ' || person_id FROM
                                (SELECT * FROM seen_up_to UNION ALL SELECT * FROM seen_event)
                            WHERE event_id > (SELECT last_id FROM head)\
                            """));

    private final Database database;

    public Seen(Database database) {
        this.database = database;
    }

    /// What the person has seen. Whoever comes for the first time begins now: they have not missed
    /// what was before them.
    ///
    /// @param person their number; 0 in an open house
    /// @param newest the newest event at this moment
    public Marks marks(long person, EventId newest) {
        var known = database.read(rows -> SeenStore.marks(rows, person));
        return known.orElseGet(
                () ->
                        database.write(
                                        rows -> {
                                            SeenStore.begin(rows, person, newest);
                                            return SeenStore.marks(rows, person).orElseThrow();
                                        })
                                .join());
    }

    /// Marks one event; false when there are too many single marks.
    public boolean mark(long person, EventId event) {
        return database.write(rows -> SeenStore.mark(rows, person, event, MOST_SINGLE)).join();
    }

    /// Marks all up to the event. Never takes back: an older one changes nothing.
    public void markUpTo(long person, EventId event) {
        var _ = database.write(rows -> SeenStore.markUpTo(rows, person, event)).join();
    }

    /// Forgets the single marks of events that are being removed, in their transaction.
    public static void forget(Handle rows, List<EventId> events) {
        SeenStore.forget(rows, events);
    }
}
