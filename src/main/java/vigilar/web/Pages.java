package vigilar.web;

import vigilar.event.EventId;
import vigilar.journal.EventArchive;
import vigilar.journal.EventJournal;
import vigilar.pictures.Album;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The pages for people: the timeline at `/`, one event at `/events/{id}`.
final class Pages {
    private final TimelinePage timeline;
    private final EventPage event;

    /// @param zone of the house, for whoever reads without scripts
    /// @param howToPublish a command line that the empty page shows
    /// @param album what the cameras saw
    Pages(
            EventJournal journal,
            EventArchive archive,
            InstantSource clock,
            ZoneId zone,
            Supplier<Optional<String>> howToPublish,
            Optional<Album> album) {
        this.timeline = new TimelinePage(journal, archive, clock, zone, howToPublish, album);
        this.event = new EventPage(archive, zone, album);
    }

    List<Route> routes() {
        return List.of(
                new Route("/", visit -> Answer.html(200, timeline.html(visit.query()))),
                new Route("/events/{}", visit -> event(visit.rest())));
    }

    private Answer event(String id) {
        var page =
                id.matches("[0-9]{1,18}")
                        ? event.html(new EventId(Long.parseLong(id)))
                        : Optional.<String>empty();
        return page.map(html -> Answer.html(200, html)).orElseGet(Pages::notHere);
    }

    private static Answer notHere() {
        return Answer.html(
                404,
                "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta"
                    + " name=\"viewport\" content=\"width=device-width\"><title>Not"
                    + " here</title><link rel=\"stylesheet\" href=\"/static/colours.css\"><link"
                    + " rel=\"stylesheet\" href=\"/static/page.css\"></head><body><main><div"
                    + " id=\"empty\"><h2>No such event</h2><p>It may be older than what is kept. <a"
                    + " href=\"/\">All events</a></p></div></main></body></html>");
    }
}
