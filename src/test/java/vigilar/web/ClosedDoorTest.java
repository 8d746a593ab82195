package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.access.Access;
import vigilar.access.CallerAddress;
import vigilar.access.Password;
import vigilar.access.People;
import vigilar.access.PersonName;
import vigilar.access.Scope;
import vigilar.access.SignIn;
import vigilar.access.Standing;
import vigilar.alerts.PushDesk;
import vigilar.alerts.PushSettings;
import vigilar.alerts.PushSubject;
import vigilar.frontdoor.Await;
import vigilar.journal.SqlArchive;
import vigilar.journal.SqlJournal;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;
import vigilar.supervisor.Health;
import vigilar.timeline.Timeline;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A house with logins: the real door, the real store, no bus.
class ClosedDoorTest {
    private static final Password PASSWORD = new Password("a long sentence of this house");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final InstantSource CLOCK = Clock.systemUTC();
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    @TempDir Path folder;

    private SqliteDatabase database;
    private Access access;
    private People people;
    private WebFront web;
    private Thread watch;

    @BeforeEach
    void open() throws IOException {
        database = SqliteDatabase.open(new StorageSettings(folder));
        var journal = SqlJournal.open(database);
        access = new Access(journal, database, CLOCK);
        people = new People(journal, database, CLOCK);
        var household =
                new Household(
                        new Timeline(journal, CLOCK, new SimpleMeterRegistry()),
                        journal,
                        new SqlArchive(database),
                        new Health(CLOCK),
                        List::of,
                        () -> "vigilar_up 1\n",
                        Optional::empty,
                        Optional.of(new WaysIn(access, people)),
                        PushDesk.of(
                                database,
                                new PushSettings(folder, PushSubject.NOBODY, false),
                                CLOCK));
        var door = InetSocketAddress.createUnresolved("127.0.0.1", 0);
        web = new WebFront(new WebSettings(door, Set.of(), false), household, CLOCK);
        web.start();
        watch =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        web.endStaleStreams();
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        watch.interrupt();
        watch.join();
        web.close();
        database.close();
    }

    private String base() {
        return "http://127.0.0.1:" + web.address().getPort();
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(base() + path)).timeout(Duration.ofSeconds(20));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return BROWSER.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder post(String path, String form) {
        return at(path).header("Origin", base())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private static PersonName name(Standing standing) {
        return PersonName.typed(standing.name()).orElseThrow();
    }

    private void somebodyIs(Standing... standings) {
        for (var standing : standings) {
            people.add(name(standing), standing, PASSWORD);
        }
    }

    private String session(Standing standing) {
        var from = new CallerAddress("127.0.0.1");
        return access.signIn(standing.name(), PASSWORD, from, "")
                        instanceof SignIn.Welcome(_, var token)
                ? token.text()
                : "";
    }

    private String token(Standing of, Scope scope) {
        var person = people.all().stream().filter(each -> each.standing() == of).findFirst().get();
        return people.addToken(person, "a test", Set.of(scope), Duration.ofDays(1))
                        instanceof People.NewToken.Made(var token)
                ? token.text()
                : "";
    }

    @Test
    void every_row_of_the_table_lets_in_whom_it_names_and_nobody_else() throws Exception {
        somebodyIs(Standing.values());
        var sessions = new EnumMap<Standing, String>(Standing.class);
        for (var standing : Standing.values()) {
            sessions.put(standing, session(standing));
        }
        var reading = token(Standing.OWNER, Scope.READ);
        var changing = token(Standing.OWNER, Scope.CHANGE);
        for (var row : Rights.TABLE) {
            walk(row, "", "", row.may() == May.ANYBODY);
            for (var standing : Standing.values()) {
                boolean may = row.may() != May.PEOPLE || standing == Standing.OWNER;
                walk(row, "Cookie", "vigilar=" + sessions.get(standing), may);
                if (row.pattern().equals("/sign-out")) {
                    sessions.put(standing, session(standing));
                }
            }
            boolean look = row.may() == May.ANYBODY || row.may() == May.LOOK;
            walk(row, "Authorization", "Bearer " + reading, look);
            walk(row, "Authorization", "Bearer " + changing, row.may() == May.ANYBODY);
            walk(row, "Authorization", "Bearer vigilar_no", row.may() == May.ANYBODY);
            walk(row, "Cookie", "vigilar=invented", row.may() == May.ANYBODY);
        }
    }

    private void walk(Rights.Row row, String header, String shown, boolean may) throws Exception {
        var path = row.pattern().replace("{}", "1").replace("**", "page.css");
        var request = row.method() == Method.GET ? at(path) : post(path, "");
        request.header("Accept", "application/json");
        if (!header.isEmpty()) {
            request.header(header, shown);
        }
        HttpResponse<InputStream> answer =
                BROWSER.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close(); // a stream would never end
        var what = "%s %s with %s %s".formatted(row.method(), path, header, shown);
        if (may) {
            assertThat(answer.statusCode()).as(what).isNotIn(401, 403, 421, 500);
        } else {
            assertThat(answer.statusCode()).as(what).isIn(401, 403);
        }
    }

    @Test
    void before_there_is_an_owner_only_the_setup_page_answers() throws Exception {
        var page = send(at("/").header("Accept", "text/html"));
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location")).contains("/setup");
        assertThat(send(at("/api/events")).body()).contains("no owner yet");
        assertThat(send(at("/readyz")).body()).doesNotContain("parts");
        assertThat(send(at("/sign-in")).headers().firstValue("Location")).contains("/setup");
    }

    @Test
    void the_setup_code_makes_one_owner_who_is_signed_in_and_then_no_more() throws Exception {
        var code = access.firstSetupCode().orElseThrow().text();
        var form = "name=anna&password=a+long+sentence&code=";
        assertThat(send(post("/setup", form + "0000-0000-0000-0000")).body())
                .contains("not the setup code");
        var done = send(post("/setup", form + code.toLowerCase(java.util.Locale.ROOT)));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        var cookie = done.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("vigilar=")
                .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                .doesNotContain("Secure");
        var home = send(at("/").header("Cookie", cookie.split(";", 2)[0]));
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body()).contains("anna", "Sign out", "/people");
        assertThat(send(post("/setup", form + code)).headers().firstValue("Location"))
                .contains("/sign-in");
    }

    @Test
    void signing_in_always_gives_a_new_session_and_ends_the_one_before() throws Exception {
        somebodyIs(Standing.OWNER);
        var planted = session(Standing.OWNER);
        var form = "name=owner&then=%2Fevents%2F1&password=a+long+sentence+of+this+house";
        var answer = send(post("/sign-in", form).header("Cookie", "vigilar=" + planted));
        assertThat(answer.headers().firstValue("Location")).contains("/events/1");
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).doesNotContain(planted);
        assertThat(send(at("/api/known").header("Cookie", "vigilar=" + planted)).statusCode())
                .isEqualTo(401);
        assertThat(send(at("/api/known").header("Cookie", cookie.split(";", 2)[0])).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "javascript:alert(1)",
                "/a\r\nSet-Cookie: x=y",
                "/sign-out",
                ""
            })
    void nobody_is_led_away_after_signing_in(String there) {
        assertThat(LocalPath.of(there).text()).isEqualTo("/");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Accept, text/html",
    })
    void a_form_on_a_foreign_page_changes_nothing(String header, String value) throws Exception {
        somebodyIs(Standing.OWNER);
        var request =
                at("/people")
                        .header("Cookie", "vigilar=" + session(Standing.OWNER))
                        .header(header, value)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "name=mallory&standing=OWNER&password=a+long+sentence"));
        assertThat(send(request).statusCode()).isEqualTo(403);
        assertThat(people.all()).hasSize(1);
    }

    @Test
    void who_mistypes_too_often_waits_and_is_told_how_long() throws Exception {
        somebodyIs(Standing.OWNER);
        for (int i = 0; i < 5; i++) {
            assertThat(send(post("/sign-in", "name=owner&password=no")).statusCode())
                    .isEqualTo(422);
        }
        var told = send(post("/sign-in", "name=owner&password=a+long+sentence+of+this+house"));
        assertThat(told.statusCode()).isEqualTo(429);
        assertThat(told.body()).contains("Too many wrong tries. Try again in");
        assertThat(told.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void the_stream_of_somebody_who_is_kept_out_ends_within_seconds() throws Exception {
        somebodyIs(Standing.OWNER, Standing.VIEWER);
        var request = at("/events/stream").header("Cookie", "vigilar=" + session(Standing.VIEWER));
        try (var stream = BROWSER.send(request.build(), BodyHandlers.ofInputStream()).body()) {
            assertThat(stream.read()).isPositive();
            people.setDisabled(name(Standing.VIEWER), true);
            Await.until("the stream ended", SOON, () -> hasEnded(stream));
        }
    }

    private static boolean hasEnded(InputStream stream) {
        try {
            return stream.read() < 0;
        } catch (IOException _) {
            return true;
        }
    }

    @Test
    void a_form_that_is_too_large_or_no_form_is_refused_in_words() throws Exception {
        somebodyIs(Standing.OWNER);
        var large = send(post("/sign-in", "name=" + "x".repeat(Form.MOST_BYTES)));
        assertThat(large.statusCode()).isEqualTo(413);
        var json =
                at("/sign-in")
                        .header("Origin", base())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(send(json).statusCode()).isEqualTo(415);
        assertThat(send(post("/sign-in", "name=a&name=b")).statusCode()).isEqualTo(400);
        assertThat(send(post("/sign-in", "name=%ZZ")).statusCode()).isEqualTo(400);
    }

    @Test
    void a_form_that_comes_too_slowly_is_hung_up_on() throws Exception {
        try (var slow = new Socket(InetAddress.getLoopbackAddress(), web.address().getPort())) {
            var head =
                    """
                    POST /sign-in HTTP/1.1
                    Host: 127.0.0.1
                    Origin: http://127.0.0.1
                    Content-Type: application/x-www-form-urlencoded
                    Content-Length: 100

                    name=\
                    """
                            .replace("\n", "\r\n");
            slow.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            slow.setSoTimeout(10_000);
            var door = web.doorman();
            Await.until(
                    "hung up",
                    SOON,
                    () -> {
                        door.round(Duration.ofMillis(1));
                        try {
                            slow.setSoTimeout(200);
                            return slow.getInputStream().read() < 0;
                        } catch (java.net.SocketTimeoutException _) {
                            return false;
                        } catch (IOException _) {
                            return true;
                        }
                    });
        }
    }

    @Test
    void a_new_token_is_shown_once_and_opens_the_stream() throws Exception {
        somebodyIs(Standing.OWNER);
        var cookie = "vigilar=" + session(Standing.OWNER);
        var made =
                send(
                        post("/account/tokens", "label=hall&scope=READ&days=30")
                                .header("Cookie", cookie));
        var token = made.body().replaceAll("(?s).*(vigilar_[A-Za-z0-9_-]+).*", "$1");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(send(at("/account").header("Cookie", cookie)).body()).doesNotContain(token);
        var stream =
                BROWSER.send(
                        at("/events/stream").header("Authorization", "Bearer " + token).build(),
                        BodyHandlers.ofInputStream());
        stream.body().close();
        assertThat(stream.statusCode()).isEqualTo(200);
    }

    @Test
    void an_owner_adds_people_changes_them_and_always_one_owner_stays() throws Exception {
        somebodyIs(Standing.OWNER);
        var cookie = "vigilar=" + session(Standing.OWNER);
        var steps =
                Map.of(
                        "name=Ben&standing=VIEWER&password=a+long+sentence", 303,
                        "name=Ben+B&standing=VIEWER&password=a+long+sentence", 422,
                        "name=carl&standing=KING&password=a+long+sentence", 422,
                        "name=dora&standing=VIEWER&password=short", 422);
        for (var step : steps.entrySet()) {
            assertThat(send(post("/people", step.getKey()).header("Cookie", cookie)).statusCode())
                    .as(step.getKey())
                    .isEqualTo(step.getValue());
        }
        var last =
                send(post("/people/disabled", "name=owner&disabled=yes").header("Cookie", cookie));
        assertThat(last.body()).contains("The house must keep an owner.");
        assertThat(people.all()).hasSize(2);
    }
}
