package vigilar.bench.measure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pages of the timeline from a large store, through HTTP, with each filter that there is.
final class PagesFigure implements Figure {
    @Override
    public String name() {
        return "pages";
    }

    @Override
    public String says() {
        return "a page of 100 events from a large store through HTTP, in each run %d times at places all over it"
                .formatted(Pages.ASKED);
    }

    @Override
    public List<Target> targets() {
        var targets = new ArrayList<Target>();
        filters(Instant.EPOCH)
                .keySet()
                .forEach(
                        filter ->
                                targets.add(
                                        Target.atMost(
                                                filter,
                                                "p99",
                                                filter.startsWith("q=") ? 100 : 10)));
        return targets;
    }

    /// Queries by what they are called in the table.
    private static Map<String, String> filters(Instant now) {
        var queries = new LinkedHashMap<String, String>();
        queries.put("no filter", "");
        queries.put("one source", "&source=device-17");
        queries.put("three sources", "&source=device-17,device-4,device-150");
        queries.put("a type", "&type=PERSON_DETECTED");
        queries.put("three types", "&type=PERSON_DETECTED,SMOKE,CONTACT_OPEN");
        queries.put("severity", "&severity=ALERT");
        queries.put("severity and source", "&severity=ALERT&source=device-17");
        queries.put("source and type", "&source=device-17&type=CONTACT_OPEN");
        queries.put(
                "a day",
                "&from=%s&to=%s"
                        .formatted(now.minusSeconds(40 * 86_400L), now.minusSeconds(39 * 86_400L)));
        queries.put(
                "a day of one source",
                "&source=device-17&from=%s&to=%s"
                        .formatted(now.minusSeconds(40 * 86_400L), now.minusSeconds(39 * 86_400L)));
        queries.put("time of day", "&time_of_day=02:00-03:00&tz=Europe/Berlin");
        queries.put(
                "time of day, source",
                "&time_of_day=02:00-03:00&tz=Europe/Berlin&source=device-17");
        queries.put(
                "time of day, severity",
                "&time_of_day=22:00-06:00&tz=Europe/Berlin&severity=ALERT");
        queries.put("q= in every row", "&q=usual");
        queries.put("q= in a hundred rows", "&q=needle");
        queries.put("q= in no row", "&q=unheard-of");
        queries.put("q= a source", "&q=device-199");
        queries.put("q= a number", "&q=123456");
        queries.put("q= two names", "&q=person_detected+device-17");
        // each stands in nearly every block of the store, and no event has both
        queries.put("q= two words that never meet", "&q=%22battery%22:17,+%22battery%22:23,");
        return queries;
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var readings = new ArrayList<Reading>();
        var filters = filters(Instant.now());
        try (var pages = new Pages(ground, ground.events())) {
            var asked = pages.ask(filters, ground.runs());
            for (var filter : filters.keySet()) {
                readings.add(asked.reading(name(), filter, "p50", filter, 50));
                readings.add(asked.reading(name(), filter, "p99", filter, 99));
            }
        }
        return readings;
    }
}
