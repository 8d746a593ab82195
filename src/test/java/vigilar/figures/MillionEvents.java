package vigilar.figures;

import vigilar.event.EventType;
import vigilar.event.Occurrence;
import vigilar.event.Origin;
import vigilar.event.Payload;
import vigilar.event.Severity;
import vigilar.event.SourceId;
import vigilar.frontdoor.HouseProcess;
import vigilar.journal.RowChanges;
import vigilar.journal.SqlJournal;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/// Measures, as a program and never as a test: how long the house takes to answer when it remembers
/// a million events of ninety days and three hundred devices. The argument is a folder to keep the
/// events in for the next run.
final class MillionEvents {
    private static final int EVENTS = 1_000_000;
    private static final int PER_APPEND = 100;
    private static final int DEVICES = 300;
    private static final int IN_FLIGHT = 64;
    private static final int RUNS = 7;
    private static final Duration SPAN = Duration.ofDays(90);
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    private MillionEvents() {}

    static void main(String[] args) throws Exception {
        var folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("million");
        var now = Instant.now();
        fill(folder, now);
        try (var house = HouseProcess.wholeHouse(Files.createTempDirectory("log"), folder)) {
            house.awaitReady();
            for (var path : questions(now)) {
                ask(house, path);
            }
        }
    }

    private static void fill(Path folder, Instant now) {
        try (var database = SqliteDatabase.open(new StorageSettings(folder))) {
            var journal = SqlJournal.open(database);
            long stored = journal.head().sequence();
            if (stored >= EVENTS) {
                return;
            }
            var began = System.nanoTime();
            var promises = new ArrayDeque<CompletableFuture<?>>();
            for (long n = stored; n < EVENTS; n += PER_APPEND) {
                var some =
                        LongStream.range(n, n + PER_APPEND).mapToObj(i -> event(i, now)).toList();
                promises.add(journal.append(some, RowChanges.NONE));
                if (promises.size() > IN_FLIGHT) {
                    promises.remove().join();
                }
            }
            promises.forEach(CompletableFuture::join);
            var seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%.0f events/s stored%n", (EVENTS - stored) / seconds);
        }
    }

    /// One in 200,000 says something rare.
    private static Occurrence event(long n, Instant now) {
        var kind = n % 1_000;
        var type =
                kind == 0
                        ? "WATER_LEAK"
                        : kind < 10
                                ? "PERSON_DETECTED"
                                : n % 2 == 0 ? "MOTION_START" : "MOTION_END";
        var severity = kind == 0 ? Severity.CRITICAL : kind < 10 ? Severity.WARNING : Severity.INFO;
        var device = "device-" + (n * 7_919 % DEVICES);
        var word = n % 200_000 == 77 ? "nightingale" : "sparrow";
        var at = now.minus(SPAN).plus(SPAN.multipliedBy(n).dividedBy(EVENTS));
        return new Occurrence(
                at,
                new EventType(type),
                severity,
                new SourceId(device),
                new Payload("{\"n\":" + n + ",\"heard\":\"" + word + "\",\"battery\":97}"),
                new Origin("vigilar/sensor/" + device + "/motion", "motion was seen"));
    }

    private static List<String> questions(Instant now) {
        var monthAgo = now.minus(Duration.ofDays(30));
        var paths = new ArrayList<>(List.of("/", "/healthz"));
        for (var filter :
                List.of(
                        "",
                        "severity=WARNING",
                        "severity=ALERT",
                        "severity=CRITICAL",
                        "type=WATER_LEAK",
                        "type=MOTION_START",
                        "type=NEVER_SEEN",
                        "source=device-7",
                        "source=device-7&severity=CRITICAL",
                        "source=device-7,device-8,device-9",
                        "q=sparrow",
                        "q=nightingale",
                        "q=nobody-said-this",
                        "q=nightingale&severity=WARNING",
                        "time_of_day=22:00-06:00",
                        "time_of_day=03:00-03:01",
                        "time_of_day=03:00-03:01&severity=WARNING",
                        "from=" + monthAgo + "&to=" + monthAgo.plus(Duration.ofDays(1)),
                        "to=" + monthAgo,
                        "to=" + monthAgo + "&severity=CRITICAL",
                        "before=500000",
                        "after=10&limit=500",
                        "limit=500")) {
            paths.add("/api/events?" + filter);
        }
        var day = "from=" + monthAgo + "&to=" + monthAgo.plus(Duration.ofDays(1));
        var all = "from=" + now.minus(SPAN) + "&to=" + now;
        for (var strip :
                List.of(
                        "",
                        day,
                        all,
                        all + "&severity=WARNING",
                        all + "&q=nightingale",
                        all + "&time_of_day=22:00-06:00")) {
            paths.add("/api/strip?" + strip);
        }
        paths.addAll(List.of("/api/known", "/api/events/500000", "/events/500000"));
        paths.add("/?severity=CRITICAL");
        paths.add("/?q=nightingale");
        return paths;
    }

    private static void ask(HouseProcess house, String path)
            throws IOException, InterruptedException {
        var millis = new ArrayList<Double>();
        var request =
                HttpRequest.newBuilder(URI.create(house.http() + path))
                        .timeout(Duration.ofMinutes(1))
                        .build();
        int status = 0;
        int bytes = 0;
        for (int run = 0; run < RUNS; run++) {
            var began = System.nanoTime();
            var answer = BROWSER.send(request, HttpResponse.BodyHandlers.ofByteArray());
            millis.add((System.nanoTime() - began) / 1e6);
            status = answer.statusCode();
            bytes = answer.body().length;
        }
        var first = millis.getFirst();
        millis.sort(null);
        System.out.printf(
                "%8.1f ms first %8.1f ms median %4d %7d bytes  %s%n",
                first, millis.get(RUNS / 2), status, bytes, path);
    }
}
