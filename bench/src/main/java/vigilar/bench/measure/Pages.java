package vigilar.bench.measure;

import org.HdrHistogram.Histogram;

import vigilar.bench.field.House;
import vigilar.bench.field.HousePlan;
import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A house with a large store, and somebody who looks into it.
final class Pages implements AutoCloseable {
    /// Asked so often for each filter in a run, at places all over the store; fewer have no p99.
    static final int ASKED = 100;

    private static final int WARM_UP = 20;
    private static final long LONGEST_MICROS = 120_000_000;

    /// 30 s for one page, and for all pages of a filter: one that takes seconds is known after
    /// fewer.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Ground ground;
    private final HousePlan plan;
    private final long events;
    private House house;

    Pages(Ground ground, long events) {
        this.ground = ground;
        this.events = events;
        plan = LargeStore.fill(ground, events);
        house = House.ready(plan);
        LargeStore.awaitWords(plan, events, ground);
    }

    /// How long such pages took in one run.
    ///
    /// @param micros at most; a page that nobody waited for counts as the patience they had
    /// @param slow it took longer than anybody waits for all of them
    private record Times(Histogram micros, boolean slow) {
        double millis(double percentile) {
            return Math.min(
                    (double) PATIENCE.toMillis(), micros.getValueAtPercentile(percentile) / 1e3);
        }
    }

    /// How long the pages of some filters took.
    ///
    /// @param called the filter
    record Asked(Map<String, List<Times>> called) {
        /// One that is slower than anybody waits is read as more than that.
        Reading reading(
                String figure, String contender, String quantity, String filter, double share) {
            var runs =
                    called.getOrDefault(filter, List.of()).stream()
                            .map(it -> it.millis(share))
                            .toList();
            var reading = new Reading(figure, contender, quantity, "ms", runs);
            return new Reading(
                    figure,
                    contender,
                    quantity,
                    "ms",
                    runs,
                    reading.median() >= PATIENCE.toMillis());
        }
    }

    /// Asks for pages all over the store, the filters turn by turn in each run. One that is too
    /// slow in a run is known by then, and is not asked again.
    ///
    /// @param queries by what the filter is called
    Asked ask(Map<String, String> queries, int runs) {
        var asked = new LinkedHashMap<String, List<Times>>();
        for (int run = 0; run < runs; run++) {
            for (var filter : queries.entrySet()) {
                var times = asked.computeIfAbsent(filter.getKey(), _ -> new ArrayList<>());
                if (times.isEmpty() || !times.getLast().slow()) {
                    times.add(times(filter.getKey(), filter.getValue(), (double) run / runs));
                }
            }
        }
        return new Asked(asked);
    }

    /// @param shift the part of the way to the next place: no run asks where another did
    private Times times(String called, String query, double shift) {
        var times = new Histogram(LONGEST_MICROS, 2);
        var at = house.http();
        double step = (double) events / (WARM_UP + ASKED);
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            long began = System.nanoTime();
            for (int i = 0; i < WARM_UP + ASKED; i++) {
                ground.tell(
                        "%s, %,d events: page %d of %d"
                                .formatted(called, events, i + 1, WARM_UP + ASKED));
                long before = events - (long) (step * (i + shift));
                long asked = System.nanoTime();
                boolean answered =
                        answers(
                                client,
                                "http://%s:%d/api/events?limit=100&before=%d%s"
                                        .formatted(
                                                at.getHostString(), at.getPort(), before, query));
                if (!answered) {
                    times.recordValue(PATIENCE.toNanos() / 1_000);
                    client.shutdownNow();
                    beginAnew();
                    return new Times(times, true);
                }
                if (i >= WARM_UP) {
                    times.recordValue((System.nanoTime() - asked) / 1_000);
                }
                if (System.nanoTime() - began > PATIENCE.toNanos() && times.getTotalCount() > 0) {
                    return new Times(times, true);
                }
            }
        }
        return new Times(times, false);
    }

    /// What it still looks for must not be in the way of the next filter.
    private void beginAnew() {
        house.close();
        house = House.ready(plan);
    }

    /// False if the answer did not come in time.
    private static boolean answers(HttpClient client, String url) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Trouble(url + " answers " + answer.statusCode() + ": " + answer.body());
            }
            return true;
        } catch (HttpTimeoutException slow) {
            return false;
        } catch (IOException failure) {
            throw new Trouble("no answer to " + url, failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new Trouble("stopped", stop);
        }
    }

    @Override
    public void close() {
        house.close();
    }
}
