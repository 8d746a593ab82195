package vigilar.web;

import vigilar.event.EventId;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.supervisor.Health;

import java.time.InstantSource;
import java.util.List;

/// The pages for people: the timeline at `/`, one event at `/events/{id}`.
final class Pages {
    private final EventJournal journal;
    private final EventArchive archive;
    private final Health health;
    private final InstantSource clock;

    Pages(EventJournal journal, EventArchive archive, Health health, InstantSource clock) {
        this.journal = journal;
        this.archive = archive;
        this.health = health;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                new Route("/", _ -> Answer.html(200, front())),
                new Route("/events/{}", visit -> event(visit.rest())));
    }

    private String front() {
        return "<!doctype html><html lang=\"en\"><title>Vigilar</title><h1>Vigilar</h1><p>"
                + (health.allUp() ? "All parts are up" : "Not all parts are up")
                + " at "
                + clock.instant()
                + ". Newest event: "
                + journal.head()
                + ".</p></html>";
    }

    private Answer event(String id) {
        var known = id.matches("[0-9]{1,18}") && archive.find(id(id)).isPresent();
        return known
                ? Answer.html(200, "<!doctype html><title>Event</title><h1>Event " + id + "</h1>")
                : Answer.html(404, "<!doctype html><title>Not here</title><h1>No such event</h1>");
    }

    private static EventId id(String id) {
        return new EventId(Long.parseLong(id));
    }
}
