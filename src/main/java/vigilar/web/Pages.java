package vigilar.web;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/// The pages for people: the timeline at `/`, one event at `/events/{id}`.
final class Pages {
    private final TimelinePage timeline;
    private final EventPage event;

    /// @param zone of the house, for whoever reads without scripts
    Pages(Household household, Unseen unseen, InstantSource clock, ZoneId zone) {
        this.timeline = new TimelinePage(household, unseen, clock, zone);
        this.event =
                new EventPage(
                        household.archive(),
                        zone,
                        household.album(),
                        household.pins(),
                        household.devices(),
                        household.rules());
    }

    List<Route> routes() {
        return List.of(
                Route.search("/", visit -> Answer.html(200, timeline.html(visit))),
                Route.search("/events/{}", this::event));
    }

    private Answer event(Visit visit) {
        return QueryReader.idOf(visit.rest())
                .flatMap(id -> event.html(id, visit.visitor()))
                .map(html -> Answer.html(200, html))
                .orElseGet(() -> NoticePage.noSuchEvent(visit.visitor()));
    }
}
