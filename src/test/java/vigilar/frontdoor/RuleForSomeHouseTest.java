package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;
import vigilar.access.Access;
import vigilar.access.CallerAddress;
import vigilar.access.DeviceKind;
import vigilar.access.Devices;
import vigilar.access.NewPassword;
import vigilar.access.Password;
import vigilar.access.People;
import vigilar.access.PersonName;
import vigilar.access.SignIn;
import vigilar.access.Standing;
import vigilar.journal.SqlJournal;
import vigilar.storage.ReadyStore;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A rule that tells the owners when Tim comes home, in a house in which Tim looks on, too.
class RuleForSomeHouseTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final Password PASSWORD =
            new Password(PlantedSecrets.plant("the moon is behind the shed"));

    /// What Tim shall not read: the rule's name, its title, whom it tells.
    private static final String[] SECRET = {"past-bedtime", "Only now at home", "owners"};

    private static final String RULES =
            """
            [[rule]]
            name = "past-bedtime"
            when = { type = "ARRIVED", source = "tim" }
            [[rule.then]]
            alert = "owners"
            urgency = "high"
            title = "Only now at home"
            [[rule.then]]
            arm = "night"

            [[rule]]
            name = "welcome"
            when = { type = "ARRIVED", source = "tim" }
            then = [{ alert = "everyone", title = "Welcome" }]
            """;

    @TempDir Path folder;
    private final Map<String, String> cookies = new HashMap<>();
    private String devicePassword = "";

    @BeforeEach
    void people() throws IOException {
        try (var database = ReadyStore.open(folder.resolve("data"))) {
            var journal = SqlJournal.open(database);
            var clock = Clock.systemUTC();
            var people = new People(journal, database, clock);
            people.add(new PersonName("anna"), Standing.OWNER, PASSWORD);
            people.add(new PersonName("tim"), Standing.VIEWER, PASSWORD);
            for (var name : List.of("anna", "tim")) {
                var from = new CallerAddress("127.0.0.1");
                var in = new Access(journal, database, clock).signIn(name, PASSWORD, from, "");
                cookies.put(
                        name,
                        "vigilar=" + PlantedSecrets.plant(((SignIn.Welcome) in).token().text()));
            }
            var topics =
                    List.of(
                            "vigilar/presence/#",
                            "vigilar/events/#",
                            "vigilar/system/alert",
                            WallKeypad.STATE);
            var login = new Devices(journal, database, clock);
            devicePassword =
                    login.add("phones", DeviceKind.TOPICS, topics)
                                    instanceof NewPassword.Made(var made)
                            ? PlantedSecrets.plant(made.text())
                            : "";
        }
    }

    private HttpResponse<String> send(String who, HttpRequest.Builder request) {
        try {
            return BROWSER.send(
                    request.timeout(SOON).header("Cookie", cookies.getOrDefault(who, "")).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    private String sees(String who, HouseProcess house, String path) {
        return send(who, HttpRequest.newBuilder(URI.create(house.http() + path))).body();
    }

    private void keeps(HouseProcess house) {
        var form = "rules=" + URLEncoder.encode(RULES, UTF_8);
        var answer =
                send(
                        "anna",
                        HttpRequest.newBuilder(URI.create(house.http() + "/alarm/rules"))
                                .header("Origin", house.http())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form)));
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @Test
    void whoever_is_not_meant_reads_nowhere_what_a_rule_tells_the_owners() {
        var data = folder.resolve("data");
        try (var house = HouseProcess.closedHouse(folder, data);
                var phones =
                        WallKeypad.on(
                                house.mqttPort().orElseThrow(),
                                Optional.of("phones"),
                                devicePassword,
                                "vigilar/events/#",
                                "vigilar/system/alert",
                                WallKeypad.STATE);
                var live = Viewer.open(house.http(), "", "", cookies.get("tim"))) {
            keeps(house);
            phones.says("vigilar/presence/tim", "{\"state\":\"HOME\"}", false);
            phones.awaitState("ARMED_NIGHT");
            Await.until(
                    "both rules",
                    SOON,
                    () ->
                            published(phones, "RULE_FIRED").size() == 2
                                    && sees("tim", house, "/api/events").contains("Welcome"));
            var fired = published(phones, "for-some").getFirst();
            assertThat(fired).contains("\"severity\":\"INFO\"");
            var id = fired.replaceAll(".*\"id\":(\\d+).*", "$1");
            assertThat(sees("anna", house, "/events/" + id))
                    .contains(SECRET[0], "ARRIVED from tim");

            assertThat(sees("tim", house, "/")).contains("Welcome").doesNotContain(SECRET);
            assertThat(sees("tim", house, "/events/" + id))
                    .contains("a rule acted")
                    .doesNotContain(SECRET);
            assertThat(sees("tim", house, "/api/events?limit=100"))
                    .contains("for-some")
                    .doesNotContain(SECRET);
            for (var word : List.of("bedtime", "Only+now", "owners")) {
                assertThat(sees("tim", house, "/api/events?q=" + word)).contains("\"events\":[]");
            }
            Await.until(
                    "the stream",
                    SOON,
                    () -> live.all().stream().anyMatch(it -> it.id().equals(id)));
            assertThat(live.all().toString()).doesNotContain(SECRET);
            try (var back = Viewer.open(house.http(), "", "1", cookies.get("tim"))) {
                Await.until(
                        "what he missed",
                        SOON,
                        () -> back.all().stream().anyMatch(it -> it.id().equals(id)));
                assertThat(back.all().toString()).doesNotContain(SECRET);
            }
            assertThat(phones.heard().toString()).contains("Welcome").doesNotContain(SECRET);
            var told = HouseProcess.ask(folder, "", "events", "--data", data.toString());
            assertThat(told.out()).contains("RULE_FIRED").doesNotContain(SECRET);
        }
    }

    private static List<String> published(WallKeypad phones, String word) {
        return phones.heard("vigilar/events/published").stream()
                .map(WallKeypad.Message::payload)
                .filter(it -> it.contains(word))
                .toList();
    }
}
