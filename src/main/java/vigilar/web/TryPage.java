package vigilar.web;

import vigilar.arming.Hindsight;
import vigilar.arming.Lookback;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// `/alarm/try`: what the alarm would have done in the past if the house had other zones. Changes
/// nothing.
final class TryPage {
    private static final int NOT_RIGHT = 422;
    private static final int BUSY = 503;

    /// How far back, in days; 90 days are what routine events are kept for.
    private static final List<Integer> DAYS = List.of(1, 7, 30, 90);

    private static final int USUAL_DAYS = 30;

    private final Lookback lookback;
    private final ZoneText zones;
    private final InstantSource clock;

    /// One at a time: it reads all events, and the house has other work.
    private final Semaphore place = new Semaphore(1);

    TryPage(Lookback lookback, ZoneText zones, InstantSource clock) {
        this.lookback = lookback;
        this.zones = zones;
        this.clock = clock;
    }

    /// @param text of the zones, as somebody left it
    /// @param complaints why it was not tried
    record Trial(
            Rooms rooms,
            String text,
            int days,
            List<String> complaints,
            Optional<Hindsight.Result> result) {
        static List<Integer> choices() {
            return DAYS;
        }

        static String days(int days) {
            return days == 1 ? "the last day" : "the last " + days + " days";
        }

        static String there(int alarms) {
            return switch (alarms) {
                case 0 -> "There was no alarm";
                case 1 -> "There was one alarm";
                default -> "There were %,d alarms".formatted(alarms);
            };
        }

        static String word(Hindsight.Change change) {
            return switch (change) {
                case SAME -> "";
                case NEW -> "new";
                case GONE -> "no more";
            };
        }

        /// How many there are that have no line.
        static int unlisted(Hindsight.Result result) {
            return Math.max(0, result.count("ALARM") - Hindsight.MOST_KEPT);
        }

        static String events(Hindsight.Result result) {
            return "%,d events".formatted(result.events());
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("/alarm/try", visit -> page(200, visit, zones.now(), List.of())),
                Route.searchForm("/alarm/try", this::look));
    }

    private Answer look(Visit visit) {
        var text = visit.field("zones");
        return switch (zones.read(text)) {
            case ZoneText.Read.Wrong(var complaints) -> page(NOT_RIGHT, visit, text, complaints);
            case ZoneText.Read.Zones(var others) -> {
                if (!place.tryAcquire()) {
                    yield page(
                            BUSY,
                            visit,
                            text,
                            List.of("Somebody else looks back just now. Try again in a moment."));
                }
                try {
                    var now = clock.instant();
                    var since = now.minus(Duration.ofDays(days(visit)));
                    var result = lookback.look(others, since, now, _ -> {});
                    yield page(200, visit, text, List.of(), Optional.of(result));
                } finally {
                    place.release();
                }
            }
        };
    }

    private static int days(Visit visit) {
        return visit.number("days").map(Long::intValue).filter(DAYS::contains).orElse(USUAL_DAYS);
    }

    private Answer page(int status, Visit visit, String text, List<String> complaints) {
        return page(status, visit, text, complaints, Optional.empty());
    }

    // jte: no interceptor is written as null
    @SuppressWarnings("NullAway")
    private Answer page(
            int status,
            Visit visit,
            String text,
            List<String> complaints,
            Optional<Hindsight.Result> result) {
        var trial =
                new Trial(
                        Rooms.of("/alarm", visit.visitor()), text, days(visit), complaints, result);
        return Answer.html(
                status, Template.html(output -> JtetryzonesGenerated.render(output, null, trial)));
    }
}
