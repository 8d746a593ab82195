package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import vigilar.HandClock;
import vigilar.HouseByHand;
import vigilar.storage.ReadyStore;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/// An open house with rules, whose clock the test moves. What devices say goes in by MQTT; what is
/// looked at is what somebody else hears on the bus.
final class RuleHouse implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HttpClient BROWSER = HttpClient.newHttpClient();

    /// The test's own: when its word is heard, all that was said before has been judged, and all
    /// that came of it was said before it.
    private static final String BEACON =
            """
            [[rule]]
            name = "beacon"
            cooldown = 1
            when = { type = "CONTACT_OPEN", source = "beacon" }
            then = [{ publish = "beacon", payload = "seen" }]
            """;

    final HandClock clock;
    private final HouseByHand house;
    private final WallKeypad listener;
    private int looks;
    private int heard;

    private RuleHouse(HandClock clock, HouseByHand house) {
        this.clock = clock;
        this.house = house;
        listener =
                WallKeypad.on(
                        house.mqttPort(),
                        Optional.empty(),
                        "",
                        "vigilar/system/alert",
                        "vigilar/system/arm_state",
                        "vigilar/camera/+/command/record",
                        "beacon",
                        "light/#",
                        "siren/#");
    }

    static RuleHouse start(Path folder, String rules) throws IOException {
        return start(folder, rules, "");
    }

    /// @param panel settings of the panel
    static RuleHouse start(Path folder, String rules, String panel) throws IOException {
        var data = folder.resolve("data");
        ReadyStore.in(data);
        var config = Files.writeString(folder.resolve("vigilar.toml"), settings(data) + panel);
        var clock = HandClock.in(folder.resolve("clock"));
        var house = new RuleHouse(clock, HouseByHand.start(config, data, clock));
        house.writes(rules);
        return house;
    }

    private static String settings(Path data) {
        return """
        open = true
        data = "%s"
        [backup]
        nightly = false
        [[zone]]
        name = "window"
        kind = "instant"
        devices = ["window"]
        """
                .formatted(data);
    }

    private void writes(String rules) {
        assertThat(posts("/alarm/rules", "rules=" + URLEncoder.encode(rules + BEACON, UTF_8)))
                .isEqualTo(303);
    }

    /// The status of the answer to a form of the page.
    int posts(String path, String form) {
        return send(HttpRequest.newBuilder(URI.create(house.http() + path))
                        .header("Origin", house.http())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .statusCode();
    }

    String sees(String path) {
        return send(HttpRequest.newBuilder(URI.create(house.http() + path))).body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return BROWSER.send(
                    request.timeout(SOON).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    void says(String topic, String payload) {
        listener.says("vigilar/" + topic, payload, false);
    }

    void moves(String device) {
        says("sensor/" + device + "/motion", "{}");
    }

    void sees(String camera, String label) {
        says(
                "camera/" + camera + "/motion/start",
                "{\"detection\":{\"label\":\"%s\",\"confidence\":0.9}}".formatted(label));
    }

    void opens(String device) {
        says("sensor/" + device + "/contact_open", "{}");
    }

    void closes(String device) {
        says("sensor/" + device + "/contact_closed", "{}");
    }

    void person(String name, String where) {
        says("presence/" + name, "{\"state\":\"%s\"}".formatted(where));
    }

    void passes(long seconds) {
        looks();
        clock.passes(Duration.ofSeconds(seconds));
    }

    /// The next such day at that time, by the house's clock.
    void becomes(DayOfWeek day, String time) {
        looks();
        var now = clock.instant().atZone(ZoneId.systemDefault());
        var then = now.with(TemporalAdjusters.nextOrSame(day)).with(LocalTime.parse(time));
        clock.passes(Duration.between(now, then.isAfter(now) ? then : then.plusWeeks(1)));
    }

    /// Waits until the bus says that the panel stands so.
    void stands(String state) {
        listener.awaitState(state);
    }

    /// What was heard since the last time, once all that was said before has been judged: topics
    /// with what was said there.
    List<String> heard() {
        looks();
        var all = words();
        var news = List.copyOf(all.subList(heard, all.size()));
        heard = all.size();
        return news;
    }

    /// Only then time passes, by two seconds: what was said before has happened before.
    private void looks() {
        looks++;
        opens("beacon");
        closes("beacon");
        Await.until("the rules have looked", SOON, () -> listener.heard("beacon").size() >= looks);
        clock.passes(Duration.ofSeconds(2)); // the cooldowns are over
    }

    private List<String> words() {
        return listener.heard().stream()
                .filter(it -> !it.topic().equals("beacon"))
                .filter(it -> !it.topic().equals(WallKeypad.STATE))
                .map(it -> it.topic() + " " + it.payload())
                .toList();
    }

    /// Waits until that is heard, which no event is behind.
    void hears(String word) {
        Await.until(word, SOON, () -> words().subList(heard, words().size()).contains(word));
        heard = words().size();
    }

    /// What the broker keeps there for whoever comes later.
    String kept(String topic) {
        try (var later = WallKeypad.on(house.mqttPort(), Optional.empty(), "", topic)) {
            Await.until("kept on " + topic, SOON, () -> !later.heard(topic).isEmpty());
            var kept = later.heard(topic).getFirst();
            assertThat(kept.retained()).isTrue();
            return kept.payload();
        }
    }

    @Override
    public void close() {
        listener.close();
        house.close();
    }
}
