package vigilar.alerts;

import org.jdbi.v3.core.Handle;

import vigilar.event.Event;
import vigilar.event.Provenance;
import vigilar.journal.WithEachEvent;

import java.util.List;

/// Notes with each event whom it must be told, in the event's own transaction: what is in the
/// journal is owed, and what is owed is in the journal. Only live news wakes somebody: what was
/// repeated, kept or fetched later tells how things stand, and is on the page.
public final class PushJobs implements WithEachEvent {
    @Override
    public void apply(Handle rows, List<Event> events) {
        PushStore.owe(
                rows,
                events.stream().filter(it -> Provenance.of(it.payload()).mayAlarm()).toList());
    }
}
