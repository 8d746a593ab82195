package vigilar.web;

import vigilar.access.Person;
import vigilar.event.EventId;
import vigilar.journal.Pins;

import java.util.List;

/// `POST /pins`: keep an event whatever its age, or no longer. Back to its page.
final class PinDoor {
    private static final int NOT_RIGHT = 422;

    private final Pins pins;

    PinDoor(Pins pins) {
        this.pins = pins;
    }

    List<Route> routes() {
        return List.of(Route.post("/pins", this::pin));
    }

    private Answer pin(Visit visit) {
        var id = visit.number("id").map(EventId::new);
        if (id.isEmpty()) {
            return Problem.badRequest("say 'id', and 'pinned' yes or no").answer();
        }
        return switch (visit.field("pinned")) {
            case "yes" -> pinned(id.get(), visit);
            case "no" -> {
                pins.unpin(id.get());
                yield back(id.get());
            }
            default -> Problem.badRequest("say 'pinned' yes or no").answer();
        };
    }

    private Answer pinned(EventId id, Visit visit) {
        return switch (pins.pin(id, visit.visitor().person().map(Person::id).orElse(0L))) {
            case DONE -> back(id);
            case NO_EVENT ->
                    Problem.notFound("there is no event of that number; it may be gone").answer();
            case FULL ->
                    new Problem(
                                    NOT_RIGHT,
                                    "Too many pins",
                                    "unpin some events, or make a backup that you keep")
                            .answer();
        };
    }

    private static Answer back(EventId id) {
        return Answer.seeOther("/events/" + id);
    }
}
