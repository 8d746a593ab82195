package vigilar.bench.measure;

import org.HdrHistogram.Histogram;

import vigilar.bench.field.House;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pages of the timeline from a large store, through HTTP, with each filter that there is.
final class PagesFigure implements Figure {
    /// Asked so often for each filter, at places all over the store.
    private static final int ASKED = 200;

    private static final int WARM_UP = 20;
    private static final long LONGEST_MICROS = 120_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "pages";
    }

    @Override
    public String says() {
        return "a page of 100 events from a large store through HTTP, %d times at places all over it"
                .formatted(ASKED);
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
        queries.put("severity", "&severity=ALERT");
        queries.put("source and type", "&source=device-17&type=CONTACT_OPEN");
        queries.put(
                "a day",
                "&from=%s&to=%s"
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
        return queries;
    }

    @Override
    public List<Reading> measure(Ground ground) {
        var plan = LargeStore.fill(ground, ground.events());
        var readings = new ArrayList<Reading>();
        try (var house = House.ready(plan)) {
            LargeStore.awaitWords(plan, ground.events(), ground);
            filters(Instant.now())
                    .forEach(
                            (called, query) -> {
                                ground.tell("pages: " + called);
                                var times = times(house, query, ground.events());
                                readings.add(reading(called, "p50", times, 50));
                                readings.add(reading(called, "p99", times, 99));
                            });
        }
        return readings;
    }

    private Reading reading(String called, String quantity, Histogram times, double percentile) {
        return Reading.once(
                name(), called, quantity, "ms", times.getValueAtPercentile(percentile) / 1e3);
    }

    /// How long such a page took, in microseconds, at places all over the store.
    static Histogram times(House house, String query, long events) {
        var times = new Histogram(LONGEST_MICROS, 2);
        var at = house.http();
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            long began = System.nanoTime();
            for (int i = 0; i < WARM_UP + ASKED; i++) {
                long before = events - events / (WARM_UP + ASKED) * i;
                long asked = System.nanoTime();
                get(
                        client,
                        "http://%s:%d/api/events?limit=100&before=%d%s"
                                .formatted(at.getHostString(), at.getPort(), before, query));
                if (i >= WARM_UP) {
                    times.recordValue((System.nanoTime() - asked) / 1_000);
                }
                if (System.nanoTime() - began > PATIENCE.toNanos() && times.getTotalCount() > 0) {
                    return times; // a filter that takes seconds is known after fewer
                }
            }
        }
        return times;
    }

    private static void get(HttpClient client, String url) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Trouble(url + " answers " + answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException failure) {
            throw new Trouble("no answer to " + url, failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }
}
