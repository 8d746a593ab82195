package vigilar.arming;

import vigilar.event.Event;
import vigilar.event.EventId;
import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the journal holds after some days of a house: what devices said, and what its panel said of
/// it. Each zone is watched by one device of its name.
final class Chronicle {
    static final Instant BEGIN = Instant.parse("2026-11-01T18:00:00Z");

    private final Translation translation;
    private final List<Event> events = new ArrayList<>();
    private PanelState state = PanelState.disarmed(BEGIN);
    private Instant now = BEGIN;

    Chronicle(ZoneSettings.Panel house) {
        translation = new Translation(house, Set.of(), Map::of);
    }

    static ZoneSettings.Panel house(PanelRules rules, Zone... zones) {
        var all = new ArrayList<ZoneSettings>();
        for (var zone : zones) {
            all.add(new ZoneSettings(zone, Set.of(new SourceId(zone.id().value()))));
        }
        return new ZoneSettings.Panel(rules, all);
    }

    Chronicle says(String device, String type) {
        var event =
                stored(
                        new Occurrence(
                                now,
                                new EventType(type),
                                Severity.INFO,
                                new SourceId(device),
                                Payload.EMPTY,
                                Origin.ourselves("a test")));
        translation.of(event).forEach(this::fact);
        return this;
    }

    Chronicle opens(String device) {
        return says(device, "CONTACT_OPEN");
    }

    Chronicle closes(String device) {
        return says(device, "CONTACT_CLOSED");
    }

    Chronicle fact(Fact fact) {
        var step = new Panel(translation.plan()).step(state, fact, now);
        state = step.state();
        step.notes().forEach(it -> Said.of(it, state, now).ifPresent(this::stored));
        return this;
    }

    Chronicle after(Duration span) {
        var end = now.plus(span);
        for (var due = state.deadline();
                due.isPresent() && !due.get().isAfter(end);
                due = state.deadline()) {
            now = due.get().isAfter(now) ? due.get() : now;
            fact(new Fact.TimePassed());
        }
        now = end;
        return fact(new Fact.TimePassed());
    }

    Chronicle armedAway() {
        return fact(new Fact.ArmAsked(Mode.AWAY, false, "anna"))
                .opens("front-door")
                .closes("front-door")
                .after(Duration.ofMinutes(2));
    }

    Chronicle disarms() {
        return fact(new Fact.DisarmAsked("anna", false));
    }

    private Event stored(Occurrence what) {
        var event = new Event(new EventId(events.size() + 1L), what);
        events.add(event);
        return event;
    }

    List<Event> events() {
        return events;
    }

    Hindsight.Result with(ZoneSettings.Panel other, Instant since) {
        var hindsight = new Hindsight(other, Map.of(), since);
        events.forEach(hindsight::next);
        return hindsight.end(now);
    }

    Hindsight.Result with(ZoneSettings.Panel other) {
        return with(other, BEGIN);
    }
}
