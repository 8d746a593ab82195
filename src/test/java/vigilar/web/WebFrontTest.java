package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.event.Severity;
import vigilar.supervisor.Health;
import vigilar.timeline.PaperJournal;
import vigilar.timeline.Timeline;
import vigilar.timeline.TimelineLimits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The front door over real sockets, with a journal on paper and no bus at all.
class WebFrontTest {
    private final PaperJournal journal = new PaperJournal();
    private final Health health = new Health(Clock.systemUTC());
    private final Timeline timeline =
            new Timeline(
                    journal,
                    Clock.systemUTC(),
                    new SimpleMeterRegistry(),
                    TimelineLimits.standard().withViewers(3));
    private final WebFront web = web(0);
    private final List<Thread> sweeps = new ArrayList<>();

    private WebFront web(int port) {
        return new WebFront(
                new WebSettings(
                        InetSocketAddress.createUnresolved("127.0.0.1", port),
                        Set.of("home.lan"),
                        true),
                PaperDesk.household(
                        timeline,
                        journal,
                        health,
                        () ->
                                List.of(
                                        new RefusedMessage(
                                                Instant.EPOCH,
                                                "a/\"b\"",
                                                "no reader for 'b'",
                                                "{}"))),
                Clock.systemUTC());
    }

    @BeforeEach
    void start() throws IOException {
        web.start();
        for (int i = 0; i < timeline.shares(); i++) {
            int share = i;
            sweeps.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        try {
                                            timeline.sweep(share);
                                        } catch (InterruptedException _) {
                                            Thread.currentThread().interrupt();
                                        }
                                    }));
        }
    }

    @AfterEach
    void stop() throws Exception {
        web.close();
        for (var sweep : sweeps) {
            sweep.interrupt();
            sweep.join();
        }
    }

    private Socket send(String request) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), web.address().getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private String ask(String method, String path, String... headers) throws IOException {
        var own = String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList());
        var host = own.contains("Host:") ? "" : "Host: localhost:1\r\n";
        try (var socket =
                send(
                        method
                                + " "
                                + path
                                + " HTTP/1.1\r\n"
                                + host
                                + own
                                + "Connection: close\r\n\r\n")) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path, String... headers) throws IOException {
        return ask("GET", path, headers);
    }

    /// Reads a stream until the text has come.
    private static String readUntil(Socket socket, String text) throws IOException {
        var in = socket.getInputStream();
        var read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended before '" + text + "': " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    private Socket stream(String query, String headers) throws IOException {
        return send(
                "GET /events/stream"
                        + query
                        + " HTTP/1.1\r\nHost: localhost\r\n"
                        + headers
                        + "\r\n");
    }

    @Test
    void a_process_without_pages_still_says_how_it_is() throws Exception {
        var settings =
                new WebSettings(InetSocketAddress.createUnresolved("127.0.0.1", 0), Set.of(), true);
        health.down("storage", "the disk is full");
        try (var sideDoor = WebFront.conditionOnly(settings, health, () -> "vigilar_up 1\n")) {
            sideDoor.start();
            var base = "http://127.0.0.1:" + sideDoor.address().getPort();
            assertThat(statusAndBody(base + "/healthz")).isEqualTo("200 ok\n");
            assertThat(statusAndBody(base + "/readyz")).startsWith("503 ").contains("disk is full");
            assertThat(statusAndBody(base + "/metrics")).isEqualTo("200 vigilar_up 1\n");
            for (var page : List.of("/", "/api/events", "/events/stream")) {
                assertThat(statusAndBody(base + page)).startsWith("404 ");
            }
        }
    }

    private static String statusAndBody(String address) throws Exception {
        try (var browser = HttpClient.newHttpClient()) {
            var answer =
                    browser.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    @Test
    void the_stream_is_greeting_then_six_fields_per_event_as_the_contract_has_it()
            throws Exception {
        try (var socket = stream("?after=0", "")) {
            var head = readUntil(socket, "\r\n\r\n");
            assertThat(head)
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("Content-Type: text/event-stream\r\n")
                    .contains("Cache-Control: no-store\r\n")
                    .contains("X-Accel-Buffering: no\r\n")
                    .contains("Content-Security-Policy: default-src 'none'");
            var greeting = readUntil(socket, "\n\n");
            assertThat(greeting)
                    .containsPattern(
                            "retry: \\d{4}\n"
                                + "id: 0\n"
                                + "data:"
                                + " \\{\"type\":\"connected\",\"epoch\":\"e1\",\"last_id\":0,\"from\":0}\n\n");
            journal.say("WATER_LEAK", Severity.ALERT, "cellar", "{\"value\":true}");
            assertThat(readUntil(socket, "\n\n"))
                    .contains(
                            "id: 1\n"
                                + "data:"
                                + " {\"id\":1,\"ts\":1700000000000,\"type\":\"WATER_LEAK\",\"severity\":\"ALERT\",\"source_id\":\"cellar\",\"payload\":{\"value\":true}}\n\n");
        }
    }

    @Test
    void last_event_id_beats_after() throws Exception {
        journal.doors(5);
        try (var socket = stream("?after=0", "Last-Event-ID: 4\r\n")) {
            assertThat(readUntil(socket, "\"payload\":{}}"))
                    .contains("id: 5")
                    .doesNotContain("id: 1\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=-1",
                "after=1000000000000000000000000000000",
                "after=1%0d%0aid:9",
                "after=x'--",
                "severity=BAD",
                "type=a,b",
                "source=..",
                "epoch=%00",
                "aftr=5",
                "after=1&after=2"
            })
    void garbage_in_the_question_is_named_and_refused(String query) throws Exception {
        assertThat(get("/events/stream?" + query))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void garbage_in_last_event_id_is_refused() throws Exception {
        assertThat(get("/events/stream", "Last-Event-ID: 10e30")).startsWith("HTTP/1.1 400");
        assertThat(get("/events/stream", "Last-Event-ID: " + "1".repeat(100_000)))
                .startsWith("HTTP/1.1 431");
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example,421",
        "home.lan:99,200",
        "127.0.0.1,200",
        "[::1]:8740,200",
        "localhost.,200",
        "127.0.0.1.evil.example,421",
        "10.0.0.7,200",
        "[fd00::7]:8740,200",
        "10.0.0.7.evil.example,421",
        "dead.beef,421"
    })
    void only_our_own_names_are_answered(String host, int status) throws Exception {
        assertThat(get("/healthz", "Host: " + host)).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void a_foreign_page_gets_nothing_not_even_the_stream() throws Exception {
        for (var origin : List.of("http://evil.example", "null", "http://203.0.113.9")) {
            assertThat(get("/events/stream", "Origin: " + origin)).startsWith("HTTP/1.1 403");
        }
        assertThat(get("/healthz", "Host: home.lan:1", "Origin: http://home.lan:1"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void when_all_places_are_taken_the_stream_says_when_to_come_again_and_pages_still_answer()
            throws Exception {
        try (var one = stream("", "");
                var two = stream("", "");
                var three = stream("", "")) {
            for (var socket : List.of(one, two, three)) {
                readUntil(socket, "connected");
            }
            assertThat(get("/events/stream"))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 10\r\n")
                    .contains("all 3 places are taken");
            assertThat(get("/healthz")).startsWith("HTTP/1.1 200");
            assertThat(get("/")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_browser_that_never_reads_is_cut_off_and_the_others_see_everything() throws Exception {
        try (var deaf = stream("", "");
                var good = stream("", "")) {
            readUntil(good, "connected");
            readUntil(deaf, "connected");
            var in =
                    new BufferedReader(
                            new InputStreamReader(good.getInputStream(), StandardCharsets.UTF_8));
            var payload = "{\"x\":\"" + "y".repeat(20_000) + "\"}";
            var sent = 0;
            for (; sent < 2_000 && timeline.viewers() == 2; sent++) {
                journal.say("MOTION_START", Severity.INFO, "hall", payload);
                var line = in.readLine();
                while (!line.startsWith("data: {\"id\":" + (sent + 1) + ",")) {
                    line = in.readLine();
                }
            }
            assertThat(timeline.viewers()).isEqualTo(1);
            assertThat(sent * 20_000L).isLessThan(8L << 20);
        }
    }

    @Test
    void history_comes_in_pages_with_a_way_on() throws Exception {
        journal.doors(5);
        assertThat(get("/api/events?limit=2"))
                .contains("\"more\":true")
                .contains("\"next\":4")
                .contains("\"topic\":\"vigilar/sensor/front-door\",\"why\":\"because\"");
        assertThat(get("/api/events?before=3&limit=2")).contains("\"more\":false", "\"next\":null");
        assertThat(get("/api/events?after=1&before=4&limit=3"))
                .contains("\"id\":2,", "\"id\":3,", "\"more\":false")
                .doesNotContain("\"id\":4,");
        assertThat(get("/api/events?limit=501")).startsWith("HTTP/1.1 400").contains("1 to 500");
        assertThat(
                        get(
                                "/api/events?time_of_day=22:00-06:00&tz=Europe/Berlin&q=door&from=2023-01-01"))
                .startsWith("HTTP/1.1 200");
        assertThat(get("/api/events/3")).contains("\"id\":3");
        assertThat(get("/api/events/77")).startsWith("HTTP/1.1 404");
        assertThat(get("/api/strip")).contains("\"slices\":[{\"start\":");
        assertThat(get("/api/known")).contains("{\"sources\":[\"front-door\"]");
        assertThat(get("/api/refusals")).contains("\"topic\":\"a/\\\"b\\\"\"");
    }

    @Test
    void readiness_names_what_is_missing() throws Exception {
        health.up("journal");
        assertThat(get("/readyz"))
                .startsWith("HTTP/1.1 200")
                .contains("\"journal\":{\"state\":\"up\"");
        health.down("bus", "cannot reach it");
        assertThat(get("/readyz")).startsWith("HTTP/1.1 503").contains("cannot reach it");
        assertThat(get("/metrics")).contains("vigilar_up 1");
    }

    @Test
    void head_answers_like_get_without_a_body_and_nothing_else_is_allowed() throws Exception {
        assertThat(ask("HEAD", "/healthz")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        assertThat(ask("HEAD", "/events/stream")).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
        var form = new String[] {"Content-Length: 0", "Sec-Fetch-Site: same-origin"};
        assertThat(ask("POST", "/api/events", form)).contains(" 405 ", "Allow: GET, HEAD");
    }

    @Test
    void static_files_are_served_from_their_folder_only() throws Exception {
        var file = get("/static/probe.js?v=1");
        assertThat(file).startsWith("HTTP/1.1 200").contains("immutable").contains("calm");
        var tag = file.replaceAll("(?s).*ETag: (\"[^\"]+\").*", "$1");
        assertThat(get("/static/probe.js", "If-None-Match: " + tag)).startsWith("HTTP/1.1 304");
        assertThat(get("/static/probe.js", "Accept-Encoding: gzip"))
                .contains("Content-Encoding: gzip");
        for (var path : List.of("/static/../x.js", "/static/%2e%2e/x.js", "/static/..%2fx.js")) {
            assertThat(get(path)).containsPattern("^HTTP/1.1 4(00|04)");
        }
    }

    @Test
    void a_taken_port_is_said_clearly() {
        try (var second = web(web.address().getPort())) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining("--http");
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void a_request_dribbled_in_byte_by_byte_is_hung_up_on() throws Exception {
        try (var watching = stream("", "");
                var dribbling = send("GET / HTTP/1.1\r\nHo")) {
            readUntil(watching, "connected");
            assertThat(get("/healthz")).startsWith("HTTP/1.1 200");
            web.doorman().round(Duration.ZERO);
            assertThat(dribbling.getInputStream().read()).isEqualTo(-1);
            journal.doors(1);
            assertThat(readUntil(watching, "CONTACT_OPEN")).contains("id: 1");
        }
    }

    @Test
    void closing_ends_an_open_stream_in_order() throws Exception {
        try (var socket = stream("", "")) {
            readUntil(socket, "connected");
            web.close();
            assertThat(readUntil(socket, "0\r\n\r\n")).endsWith("0\r\n\r\n");
        }
    }
}
