package vigilar.alerts;

import org.jdbi.v3.core.Handle;

import vigilar.event.Event;
import vigilar.event.EventType;
import vigilar.event.Provenance;
import vigilar.journal.WithEachEvent;
import vigilar.storage.Invariant;

import java.util.List;
import java.util.Set;

/// Notes with each event whom it must be told, in the event's own transaction: what is in the
/// journal is owed, and what is owed is in the journal. Only live news wakes somebody: what was
/// repeated, kept or fetched later tells how things stand, and is on the page.
public final class PushJobs implements WithEachEvent {
    /// The siren and what goes with it. It can be taken back for some seconds; then ALARM_REPORTED
    /// tells those outside.
    private static final Set<EventType> STAY_INSIDE =
            Set.of(
                    new EventType("ALARM"),
                    new EventType("ALARM_ALSO"),
                    new EventType("ALARM_CONFIRMED"));

    /// What holds in the tables of this room.
    public static final List<Invariant> RULES =
            List.of(
                    Invariant.of(
                            "somebody is owed an event that was not stored yet",
                            "SELECT event_id FROM push_job"
                                    + " WHERE event_id > (SELECT last_id FROM head)"),
                    Invariant.of(
                            "somebody is owed a silent alert that is not there",
                            "SELECT event_id FROM push_job WHERE event_id < 0"
                                    + " AND -event_id NOT IN (SELECT id FROM silent_alert)"),
                    Invariant.of(
                            "a notification is owed to a device that is not there",
                            "SELECT DISTINCT subscription_id FROM push_job WHERE subscription_id"
                                    + " NOT IN (SELECT id FROM push_subscription)"));

    @Override
    public void apply(Handle rows, List<Event> events) {
        PushStore.owe(
                rows,
                events.stream()
                        .filter(it -> Provenance.of(it.payload()).mayAlarm())
                        .filter(it -> !staysInside(it))
                        .toList());
    }

    /// What the panel itself says has no topic; a device may call its events as it likes.
    private static boolean staysInside(Event event) {
        return event.origin().topic().isEmpty() && STAY_INSIDE.contains(event.type());
    }
}
