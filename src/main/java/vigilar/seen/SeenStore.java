package vigilar.seen;

import org.jdbi.v3.core.Handle;

import vigilar.event.EventId;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The marks as rows.
final class SeenStore {
    private SeenStore() {}

    /// Empty for whoever never came.
    static Optional<Marks> marks(Handle rows, long person) {
        return rows.createQuery("SELECT event_id FROM seen_up_to WHERE person_id = ?")
                .bind(0, person)
                .mapTo(Long.class)
                .findOne()
                .map(upTo -> new Marks(new EventId(upTo), single(rows, person)));
    }

    private static Set<EventId> single(Handle rows, long person) {
        return rows
                .createQuery("SELECT event_id FROM seen_event WHERE person_id = ?")
                .bind(0, person)
                .mapTo(Long.class)
                .list()
                .stream()
                .map(EventId::new)
                .collect(Collectors.toSet());
    }

    static void begin(Handle rows, long person, EventId newest) {
        rows.execute(
                "INSERT INTO seen_up_to (person_id, event_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                person,
                newest.sequence());
    }

    static boolean mark(Handle rows, long person, EventId event, int most) {
        var count =
                rows.createQuery("SELECT count(*) FROM seen_event WHERE person_id = ?")
                        .bind(0, person)
                        .mapTo(Integer.class)
                        .one();
        if (count >= most) {
            return false;
        }
        rows.createUpdate(
                        """
                        INSERT INTO seen_event (person_id, event_id)
                        SELECT :person, :event WHERE :event > coalesce(
                            (SELECT event_id FROM seen_up_to WHERE person_id = :person), 0)
                        ON CONFLICT DO NOTHING\
                        """)
                .bind("person", person)
                .bind("event", event.sequence())
                .execute();
        return true;
    }

    static boolean markUpTo(Handle rows, long person, EventId event) {
        begin(rows, person, event);
        rows.execute(
                "UPDATE seen_up_to SET event_id = max(event_id, ?) WHERE person_id = ?",
                event.sequence(),
                person);
        rows.createUpdate(
                        """
                        DELETE FROM seen_event WHERE person_id = :person AND event_id <=
                            (SELECT event_id FROM seen_up_to WHERE person_id = :person)\
                        """)
                .bind("person", person)
                .execute();
        return true;
    }

    /// One pass over the marks for all of them: there is no index by event.
    static void forget(Handle rows, List<EventId> events) {
        rows.execute(
                "DELETE FROM seen_event WHERE event_id IN (SELECT value FROM json_each(?))",
                events.toString());
    }
}
