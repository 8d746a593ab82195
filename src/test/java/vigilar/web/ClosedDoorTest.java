package vigilar.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.access.Scope;
import vigilar.access.Standing;
import vigilar.frontdoor.Await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who comes in at the door of a house with logins, and who does not.
class ClosedDoorTest {
    /// What is asked for there does not exist in this house: an event, its picture, an authority.
    private static final Set<String> MAY_LACK =
            Set.of("/events/{}", "/events/**", "/api/events/{}", "/household-ca.crt");

    @TempDir Path folder;

    private ClosedHouse house;

    @BeforeEach
    void open() throws IOException {
        house = new ClosedHouse(folder);
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    @Test
    void every_row_of_the_table_lets_in_whom_it_names_and_nobody_else() throws Exception {
        house.somebodyIs(Standing.values());
        var sessions = new EnumMap<Standing, String>(Standing.class);
        for (var standing : Standing.values()) {
            sessions.put(standing, house.session(standing));
        }
        var reading = house.token(Scope.READ);
        var measuring = house.token(Scope.METRICS);
        var arming = house.token(Scope.ARM);
        for (var row : Rights.TABLE) {
            walk(row, "", "", row.may() == May.ANYBODY);
            for (var standing : Standing.values()) {
                boolean may = mayDo(row, standing);
                walk(row, "Cookie", "vigilar=" + sessions.get(standing), may);
                if (row.pattern().equals("/sign-out")) {
                    sessions.put(standing, house.session(standing));
                }
            }
            boolean measure = row.may() == May.ANYBODY || row.may() == May.MEASURE;
            walk(row, "Authorization", "Bearer " + reading, measure || row.may() == May.LOOK);
            walk(row, "Authorization", "Bearer " + measuring, measure);
            boolean arm = row.may() == May.ANYBODY || row.may() == May.ARM;
            walk(row, "Authorization", "Bearer " + arming, arm);
            walk(row, "Authorization", "Bearer vigilar_no", row.may() == May.ANYBODY);
            walk(row, "Cookie", "vigilar=invented", row.may() == May.ANYBODY);
        }
    }

    private static boolean mayDo(Rights.Row row, Standing standing) {
        return switch (row.may()) {
            case ANYBODY, LOOK, MEASURE, ACCOUNT, PERSONAL -> true;
            case HOUSEHOLD, ARM -> standing != Standing.VIEWER;
            case SETTINGS, PEOPLE -> standing == Standing.OWNER;
        };
    }

    private void walk(Rights.Row row, String header, String shown, boolean may) throws Exception {
        var path =
                row.pattern()
                        .replace("/events/**", "/events/1/snapshot")
                        .replace("{}", "1")
                        .replace("**", "page.css");
        var request = row.method() == Method.GET ? house.at(path) : house.post(path, "");
        request.header("Accept", "application/json");
        if (!header.isEmpty()) {
            request.header(header, shown);
        }
        HttpResponse<InputStream> answer =
                ClosedHouse.BROWSER.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close(); // a stream would never end
        var what = "%s %s with %s %s".formatted(row.method(), path, header, shown);
        if (may) {
            assertThat(answer.statusCode()).as(what).isNotIn(401, 403, 421, 500);
            if (!MAY_LACK.contains(row.pattern())) {
                assertThat(answer.statusCode()).as(what + ": is built").isNotEqualTo(404);
            }
        } else {
            assertThat(answer.statusCode()).as(what).isIn(401, 403);
        }
    }

    @Test
    void the_setup_code_makes_one_owner_who_is_signed_in_and_then_no_more() throws Exception {
        var code = house.access.firstSetupCode().orElseThrow().text();
        var form = "name=anna&password=a+long+sentence&code=";
        assertThat(ClosedHouse.send(house.post("/setup", form + "0000-0000-0000-0000")).body())
                .contains("not the setup code");
        var done =
                ClosedHouse.send(
                        house.post("/setup", form + code.toLowerCase(java.util.Locale.ROOT)));
        assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
        var cookie = done.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("vigilar=")
                .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                .doesNotContain("Secure");
        var home = ClosedHouse.send(house.at("/").header("Cookie", cookie.split(";", 2)[0]));
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body()).contains("anna", "Sign out", "/people");
        assertThat(
                        ClosedHouse.send(house.post("/setup", form + code))
                                .headers()
                                .firstValue("Location"))
                .contains("/sign-in");
    }

    @Test
    void signing_in_always_gives_a_new_session_and_ends_the_one_before() throws Exception {
        house.somebodyIs(Standing.OWNER);
        var planted = house.session(Standing.OWNER);
        var form = "name=owner&then=%2Fevents%2F1&password=a+long+sentence+of+this+house";
        var answer =
                ClosedHouse.send(
                        house.post("/sign-in", form).header("Cookie", "vigilar=" + planted));
        assertThat(answer.headers().firstValue("Location")).contains("/events/1");
        var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).doesNotContain(planted);
        assertThat(
                        ClosedHouse.send(
                                        house.at("/api/known")
                                                .header("Cookie", "vigilar=" + planted))
                                .statusCode())
                .isEqualTo(401);
        assertThat(
                        ClosedHouse.send(
                                        house.at("/api/known")
                                                .header("Cookie", cookie.split(";", 2)[0]))
                                .statusCode())
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
        "Authorization, Basic b3duZXI6",
    })
    void a_form_on_a_foreign_page_changes_nothing(String header, String value) throws Exception {
        house.somebodyIs(Standing.OWNER);
        var request =
                house.at("/people")
                        .header("Cookie", "vigilar=" + house.session(Standing.OWNER))
                        .header(header, value)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "name=mallory&standing=OWNER&password=a+long+sentence"));
        assertThat(ClosedHouse.send(request).statusCode()).isEqualTo(403);
        assertThat(house.people.all()).hasSize(1);
    }

    @Test
    void who_mistypes_too_often_waits_and_is_told_how_long() throws Exception {
        house.somebodyIs(Standing.OWNER);
        for (int i = 0; i < 5; i++) {
            assertThat(
                            ClosedHouse.send(house.post("/sign-in", "name=owner&password=no"))
                                    .statusCode())
                    .isEqualTo(422);
        }
        var told =
                ClosedHouse.send(
                        house.post(
                                "/sign-in", "name=owner&password=a+long+sentence+of+this+house"));
        assertThat(told.statusCode()).isEqualTo(429);
        assertThat(told.body()).contains("Too many wrong tries. Try again in");
        assertThat(told.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void the_stream_of_somebody_who_is_kept_out_ends_within_seconds() throws Exception {
        house.somebodyIs(Standing.OWNER, Standing.VIEWER);
        var request =
                house.at("/events/stream")
                        .header("Cookie", "vigilar=" + house.session(Standing.VIEWER));
        try (var stream =
                ClosedHouse.BROWSER.send(request.build(), BodyHandlers.ofInputStream()).body()) {
            assertThat(stream.read()).isPositive();
            house.people.setDisabled(ClosedHouse.name(Standing.VIEWER), true);
            Await.until("the stream ended", ClosedHouse.SOON, () -> hasEnded(stream));
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
        house.somebodyIs(Standing.OWNER);
        var large = ClosedHouse.send(house.post("/sign-in", "name=" + "x".repeat(Form.MOST_BYTES)));
        assertThat(large.statusCode()).isEqualTo(413);
        var json =
                house.at("/sign-in")
                        .header("Origin", house.base())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(ClosedHouse.send(json).statusCode()).isEqualTo(415);
        assertThat(ClosedHouse.send(house.post("/sign-in", "name=a&name=b")).statusCode())
                .isEqualTo(400);
        assertThat(ClosedHouse.send(house.post("/sign-in", "name=%ZZ")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_form_that_comes_too_slowly_is_hung_up_on() throws Exception {
        try (var slow =
                new Socket(InetAddress.getLoopbackAddress(), house.web.address().getPort())) {
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
            var door = house.web.doorman();
            Await.until(
                    "hung up",
                    ClosedHouse.SOON,
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
        house.somebodyIs(Standing.OWNER);
        var cookie = "vigilar=" + house.session(Standing.OWNER);
        var made =
                ClosedHouse.send(
                        house.post("/account/tokens", "label=hall&scope=READ&days=30")
                                .header("Cookie", cookie));
        var token = made.body().replaceAll("(?s).*(vigilar_[A-Za-z0-9_-]+).*", "$1");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(ClosedHouse.send(house.at("/account").header("Cookie", cookie)).body())
                .doesNotContain(token);
        var stream =
                ClosedHouse.BROWSER.send(
                        house.at("/events/stream")
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofInputStream());
        stream.body().close();
        assertThat(stream.statusCode()).isEqualTo(200);
    }

    @Test
    void a_token_for_figures_opens_them_and_nothing_that_happened() throws Exception {
        house.somebodyIs(Standing.OWNER);
        var made =
                ClosedHouse.send(
                        house.post("/account/tokens", "label=curves&scope=METRICS&days=30")
                                .header("Cookie", "vigilar=" + house.session(Standing.OWNER)));
        var pass = "Bearer " + made.body().replaceAll("(?s).*(vigilar_[A-Za-z0-9_-]+).*", "$1");
        assertThat(made.body()).contains("may read the figures");
        assertThat(ClosedHouse.send(house.at("/metrics").header("Authorization", pass)))
                .satisfies(figures -> assertThat(figures.statusCode()).isEqualTo(200))
                .satisfies(figures -> assertThat(figures.body()).contains("vigilar_"));
        for (var closed : List.of("/api/events", "/events/stream", "/api/condition", "/heard")) {
            var answer = ClosedHouse.send(house.at(closed).header("Authorization", pass));
            assertThat(answer.statusCode()).as(closed).isEqualTo(403);
        }
    }

    @Test
    void a_token_for_nobody_knows_what_is_not_made() throws Exception {
        house.somebodyIs(Standing.OWNER);
        for (var scope : List.of("", "&scope=metrics", "&scope=CHANGE")) {
            var refused =
                    ClosedHouse.send(
                            house.post("/account/tokens", "label=odd&days=30" + scope)
                                    .header("Cookie", "vigilar=" + house.session(Standing.OWNER)));
            assertThat(refused.statusCode()).as(scope).isEqualTo(422);
            assertThat(refused.body()).doesNotContain("vigilar_").contains("READ, ARM or METRICS");
        }
    }

    @Test
    void an_owner_adds_people_changes_them_and_always_one_owner_stays() throws Exception {
        house.somebodyIs(Standing.OWNER);
        var cookie = "vigilar=" + house.session(Standing.OWNER);
        var steps =
                Map.of(
                        "name=Ben&standing=VIEWER&password=a+long+sentence", 303,
                        "name=Ben+B&standing=VIEWER&password=a+long+sentence", 422,
                        "name=carl&standing=KING&password=a+long+sentence", 422,
                        "name=dora&standing=VIEWER&password=short", 422);
        for (var step : steps.entrySet()) {
            assertThat(
                            ClosedHouse.send(
                                            house.post("/people", step.getKey())
                                                    .header("Cookie", cookie))
                                    .statusCode())
                    .as(step.getKey())
                    .isEqualTo(step.getValue());
        }
        var last =
                ClosedHouse.send(
                        house.post("/people/disabled", "name=owner&disabled=yes")
                                .header("Cookie", cookie));
        assertThat(last.body()).contains("The house must keep an owner.");
        assertThat(house.people.all()).hasSize(2);
    }
}
