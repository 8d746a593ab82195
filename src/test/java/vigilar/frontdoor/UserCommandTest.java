package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;
import vigilar.frontdoor.HouseProcess.Said;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The people of the house, changed by whoever sits at its machine.
class UserCommandTest {
    private static final String PASSWORD = PlantedSecrets.plant("a long sentence of Anna");

    private static final String NEWER = PlantedSecrets.plant("another sentence of Anna");

    @TempDir Path folder;

    private Said user(String input, String... words) {
        var all = new ArrayList<String>();
        all.add("user");
        all.addAll(List.of(words));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        return HouseProcess.ask(folder, input, all.toArray(String[]::new));
    }

    @Test
    void who_is_added_beside_the_running_house_is_told_on_its_timeline_at_once() {
        try (var house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
                var viewer = Viewer.open(house.http(), "")) {
            var added = user(PASSWORD + "\n", "add", "Anna", "--as", "owner");
            assertThat(added.err()).isEmpty();
            assertThat(added.out()).isEqualTo("anna can sign in, as owner\n");
            assertThat(added.exitCode()).isZero();
            Await.until(
                    "the timeline tells it",
                    Duration.ofSeconds(20),
                    () ->
                            viewer.eventsOf("system").stream()
                                    .anyMatch(
                                            event ->
                                                    event.get("type")
                                                            .asString()
                                                            .equals("PERSON_ADDED")));
            assertThat(house.log()).doesNotContain(PASSWORD);
        }
        // and without the house
        assertThat(user(PASSWORD, "add", "ben").exitCode()).isZero();
        assertThat(user("", "disable", "ben").out()).isEqualTo("ben cannot come in any more\n");
        var listed = user("", "list");
        assertThat(listed.out().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly("anna owner", "ben viewer disabled");
    }

    private static int signIn(HouseProcess house, String form, String path) {
        try {
            var answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(house.http() + path))
                                            .header("Origin", house.http())
                                            .header(
                                                    "Content-Type",
                                                    "application/x-www-form-urlencoded")
                                            .POST(HttpRequest.BodyPublishers.ofString(form))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            answer.headers()
                    .firstValue("Set-Cookie")
                    .map(cookie -> cookie.replaceFirst("^[^=]*=([^;]*).*", "$1"))
                    .ifPresent(PlantedSecrets::plant);
            return answer.statusCode();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    private static String form(String password) {
        return "name=anna&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
    }

    @Test
    void a_new_setup_code_makes_the_owner_and_a_new_password_replaces_the_old_one() {
        try (var house = HouseProcess.closedHouse(folder, folder.resolve("data"))) {
            house.awaitReady();
            var data = folder.resolve("data").toString();
            var old = HouseProcess.ask(folder, "", "setup-code", "--data", data);
            var code = HouseProcess.ask(folder, "", "setup-code", "--data", data);
            PlantedSecrets.plant(old.out().strip());
            PlantedSecrets.plant(code.out().strip());
            assertThat(code.exitCode()).isZero();
            assertThat(code.out())
                    .matches("([0-9A-Z]{4}-){3}[0-9A-Z]{4}\n")
                    .isNotEqualTo(old.out());
            var setUp = form(PASSWORD) + "&code=";
            assertThat(signIn(house, setUp + old.out().strip(), "/setup")).isEqualTo(422);
            assertThat(signIn(house, setUp + code.out().strip(), "/setup")).isEqualTo(303);
            var late = HouseProcess.ask(folder, "", "setup-code", "--data", data);
            assertThat(late.exitCode()).isEqualTo(78);
            assertThat(late.err()).contains("has an owner already").hasLineCount(1);
            var changed = user(NEWER + "\n", "passwd", "anna");
            assertThat(changed.err()).isEmpty();
            assertThat(changed.exitCode()).isZero();
            assertThat(signIn(house, form(PASSWORD), "/sign-in")).isNotEqualTo(303);
            assertThat(signIn(house, form(NEWER), "/sign-in")).isEqualTo(303);
            assertThat(house.log()).doesNotContain(PASSWORD, NEWER, code.out().strip());
        }
    }

    @Test
    void what_cannot_be_done_is_said_in_one_line_and_changes_nothing() {
        assertThat(user(PASSWORD, "add", "anna").err()).contains("no data folder").hasLineCount(1);
        try (var house = HouseProcess.wholeHouse(folder, folder.resolve("data"))) {
            house.awaitReady();
        }
        assertThat(user("short", "add", "anna").err()).contains("10 to 200").hasLineCount(1);
        assertThat(user("", "add", "anna").err()).contains("no password came").hasLineCount(1);
        assertThat(user(PASSWORD, "add", "Anna B").err()).contains("a name has").hasLineCount(1);
        assertThat(user(PASSWORD, "passwd", "carl").err()).contains("nobody").hasLineCount(1);
        assertThat(user(PASSWORD, "add", "anna", "--as", "OWNER").exitCode()).isZero();
        var last = user("", "disable", "anna");
        assertThat(last.err()).contains("must keep an owner").hasLineCount(1);
        assertThat(last.exitCode()).isEqualTo(78);
        assertThat(user("", "list").out()).contains("anna").doesNotContain("disabled");
    }
}
