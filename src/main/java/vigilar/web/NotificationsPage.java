package vigilar.web;

import vigilar.alerts.PushDesk;
import vigilar.alerts.Subscriber;
import vigilar.event.Severity;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/notifications`: which devices are notified, from which severity on, and a test for each.
final class NotificationsPage {
    private static final int NOT_RIGHT = 422;

    private static final Map<String, String> SAID =
            Map.of(
                    "subscribed", "This device is notified from now on. Send it a test.",
                    "changed", "That is changed.",
                    "removed", "It is notified no more.");

    private static final String GONE = "There is no such device any more.";

    private final PushDesk desk;
    private final Words words = Words.english();

    NotificationsPage(PushDesk desk) {
        this.desk = desk;
    }

    /// @param key what a browser needs to subscribe
    /// @param said what was done, or empty
    /// @param problem why it was not, or empty
    /// @param lacksContact the house names nobody whom a push service could write to, and who looks
    ///   could change that
    /// @param tellsOfThreats whose devices they are is told when somebody is under threat
    record Devices(
            Rooms rooms,
            String key,
            List<Subscriber> devices,
            String said,
            String problem,
            boolean lacksContact,
            boolean tellsOfThreats,
            Words words) {
        static List<Severity> severities() {
            return List.of(Severity.values());
        }

        String word(Severity severity) {
            return severity == Severity.INFO
                    ? "everything"
                    : words.severity(severity) + (severity == Severity.CRITICAL ? "" : " and up");
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("/notifications", this::show),
                Route.post("/notifications", this::subscribe),
                Route.post("/notifications/threshold", this::threshold),
                Route.post("/notifications/name", this::name),
                Route.post("/notifications/test", this::test),
                Route.post("/notifications/remove", this::remove));
    }

    private static PushDesk.Asking asking(Visit visit) {
        return visit.visitor()
                .person()
                .map(person -> new PushDesk.Asking(person.id(), visit.visitor().isOwner()))
                .orElse(new PushDesk.Asking(0, true)); // an open house: all are everybody's
    }

    private Answer show(Visit visit) {
        return page(200, visit, SAID.getOrDefault(visit.query().getOrDefault("done", ""), ""), "");
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(int status, Visit visit, String said, String problem) {
        var devices =
                new Devices(
                        Rooms.of("/notifications", visit.visitor()),
                        desk.key(),
                        desk.subscribers(asking(visit)),
                        said,
                        problem,
                        !desk.hasContact() && asking(visit).all(),
                        visit.visitor().isOwner(),
                        words);
        return Answer.html(
                status,
                Template.html(output -> JtenotificationsGenerated.render(output, null, devices)));
    }

    private Answer refused(Visit visit, String why) {
        return page(NOT_RIGHT, visit, "", WayInPages.sentence(why));
    }

    private Answer subscribe(Visit visit) {
        var outcome =
                desk.subscribe(
                        asking(visit),
                        visit.field("endpoint"),
                        visit.field("p256dh"),
                        visit.field("auth"),
                        visit.field("name"),
                        Severity.named(visit.field("severity")).orElse(Severity.ALERT));
        return switch (outcome) {
            case PushDesk.Outcome.Subscribed _ -> Answer.seeOther("/notifications?done=subscribed");
            case PushDesk.Outcome.Refused(var why) -> refused(visit, why);
        };
    }

    private Answer threshold(Visit visit) {
        var from = Severity.named(visit.field("severity"));
        return from.isEmpty()
                ? refused(visit, "say from which severity on")
                : changed(
                        visit,
                        "changed",
                        visit.number("id").map(id -> desk.tellFrom(asking(visit), id, from.get())));
    }

    private Answer name(Visit visit) {
        try {
            return changed(
                    visit,
                    "changed",
                    visit.number("id")
                            .map(id -> desk.rename(asking(visit), id, visit.field("name"))));
        } catch (IllegalArgumentException not) {
            return refused(visit, String.valueOf(not.getMessage()));
        }
    }

    private Answer remove(Visit visit) {
        return changed(
                visit, "removed", visit.number("id").map(id -> desk.remove(asking(visit), id)));
    }

    private Answer changed(Visit visit, String done, Optional<Boolean> changed) {
        return changed.orElse(false)
                ? Answer.seeOther("/notifications?done=" + done)
                : page(NOT_RIGHT, visit, "", GONE);
    }

    private Answer test(Visit visit) {
        var id = visit.number("id");
        if (id.isEmpty()) {
            return page(NOT_RIGHT, visit, "", GONE);
        }
        var tried = desk.test(asking(visit), id.get());
        return tried.delivered()
                ? page(200, visit, "The push service has it: the test must appear now.", "")
                : page(502, visit, "", "The test did not go out: " + tried.words() + ".");
    }
}
