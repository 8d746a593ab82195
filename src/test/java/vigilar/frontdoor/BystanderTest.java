package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import vigilar.PlantedSecrets;
import vigilar.access.Access;
import vigilar.access.CallerAddress;
import vigilar.access.Password;
import vigilar.access.People;
import vigilar.access.PersonName;
import vigilar.access.SignIn;
import vigilar.access.Standing;
import vigilar.journal.SqlJournal;
import vigilar.storage.SqliteDatabase;
import vigilar.storage.StorageSettings;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whoever stands beside somebody who types the PIN for use under threat, looks at every screen of
/// the house, listens to its bus and has a stop-watch, sees what they would see with the usual PIN.
class BystanderTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// A panel that is waited for takes 11 s, a hash and a commit some 100 ms.
    private static final Duration SAME_CLASS = Duration.ofSeconds(3);

    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final Password TIMS =
            new Password(PlantedSecrets.plant("the owl sleeps in the barn"));
    private static final int WRONG_ONES = 10;

    /// Figures that only events, messages and notifications change, and no time.
    private static final List<String> COUNTED =
            List.of(
                    "vigilar_stored_total",
                    "vigilar_published_total",
                    "vigilar_refused_total",
                    "vigilar_push",
                    "vigilar_timeline_deliveries_total");

    @TempDir Path folder;

    /// What there is to see, without numbers: they are times, and names by chance.
    private record Evening(Map<String, String> seen, List<Duration> took, List<String> silent) {}

    @Test
    void nobody_can_see_hear_or_time_that_it_was_the_pin_for_use_under_threat() throws Exception {
        var usual = evening("one", KeypadHouse.PIN);
        var threat = evening("two", KeypadHouse.THREAT);
        assertThat(usual.silent).isEmpty();
        assertThat(threat.silent).hasSize(6).containsOnly("anna");
        assertThat(threat.seen.keySet()).isEqualTo(usual.seen.keySet());
        threat.seen.forEach(
                (where, what) -> assertThat(what).as(where).isEqualTo(usual.seen.get(where)));
        for (int i = 0; i < usual.took.size(); i++) {
            assertThat(threat.took.get(i).minus(usual.took.get(i)).abs())
                    .as("step %d took %s and %s", i, usual.took.get(i), threat.took.get(i))
                    .isLessThan(SAME_CLASS);
        }
    }

    private Evening evening(String name, String pin) throws IOException {
        var home = new KeypadHouse(Files.createDirectory(folder.resolve(name)), 0, "");
        var tim = tim(home);
        try (var house = home.start();
                var keypad = home.keypad(house);
                var live = Viewer.open(house.http(), "", "", tim)) {
            var took = types(home, house, keypad, pin);
            Await.until(
                    "he has seen all",
                    SOON,
                    () -> live.events().stream().anyMatch(BystanderTest::isTheLock));
            var last = live.events().getLast().path("id").asString("");
            Await.until(
                    "the bus has said all",
                    SOON,
                    () -> keypad.heard("vigilar/events/published").toString().contains(last));
            return new Evening(seen(home, house, keypad, live, tim), took, home.silentAlerts());
        }
    }

    private static boolean isTheLock(JsonNode event) {
        return event.path("type").asString("").equals("WRONG_PIN")
                && event.path("severity").asString("").equals("ALERT");
    }

    /// At the keypad and on the page: disarming, in a disarmed house, arming, and while no PIN is
    /// looked at.
    private static List<Duration> types(
            KeypadHouse home, HouseProcess house, WallKeypad keypad, String pin) {
        var took = new ArrayList<Duration>();
        keypad.outcome("a-1", "ARMED_HOME", "");
        took.add(time(() -> keypad.outcome("a-2", "DISARMED", pin)));
        keypad.outcome("a-3", "ARMED_HOME", "");
        took.add(time(() -> posts(home, house, pin, 303)));
        took.add(time(() -> keypad.outcome("a-4", "DISARMED", pin)));
        took.add(time(() -> posts(home, house, pin, 303)));
        took.add(time(() -> keypad.outcome("a-5", "ARMED_HOME", pin)));
        for (int i = 0; i < WRONG_ONES; i++) {
            keypad.outcome("w-" + i, "DISARMED", KeypadHouse.NOBODYS);
        }
        took.add(time(() -> keypad.outcome("a-6", "DISARMED", pin)));
        return took;
    }

    private static void posts(KeypadHouse home, HouseProcess house, String pin, int status) {
        assertThat(home.posts(house, "/alarm/disarm", Map.of("pin", pin))).isEqualTo(status);
    }

    private static Duration time(Runnable what) {
        long begun = System.nanoTime();
        what.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static Map<String, String> seen(
            KeypadHouse home, HouseProcess house, WallKeypad keypad, Viewer live, String tim) {
        var seen = new TreeMap<String, String>();
        seen.put("the stream", live.events().toString());
        keypad.heard().stream()
                .collect(Collectors.groupingBy(WallKeypad.Message::topic))
                .forEach((topic, all) -> seen.put(topic, all.toString()));
        var paths = new ArrayList<>(List.of("/", "/alarm", "/api/panel", "/api/condition"));
        paths.add("/api/events?limit=100");
        for (var word : List.of("anna", "duress", "threat", "silent", "DISARMED", "help")) {
            paths.add("/api/events?q=" + URLEncoder.encode(word, StandardCharsets.UTF_8));
        }
        live.events().forEach(it -> paths.add("/events/" + it.path("id").asString("")));
        paths.forEach(it -> seen.put(it, sees(house, it, tim)));
        figures(sees(house, "/metrics", tim), seen);
        var data = home.data.toString();
        seen.put(
                "the events as a file",
                HouseProcess.ask(home.folder, "", "events", "--json", "--data", data).out());
        seen.replaceAll((where, what) -> where.startsWith("vigilar_") ? what : plain(what));
        return seen;
    }

    /// Which there are, and how much of what is not time.
    private static void figures(String text, Map<String, String> seen) {
        var names = new ArrayList<String>();
        for (var line : text.lines().filter(it -> !it.startsWith("#")).toList()) {
            var name = line.substring(0, line.lastIndexOf(' '));
            if (name.startsWith("vigilar_")) {
                names.add(name);
            }
            if (COUNTED.stream().anyMatch(name::startsWith)) {
                seen.put(name, line);
            }
        }
        seen.put("the figures", names.toString());
    }

    private static String plain(String text) {
        return text.replaceAll("[0-9a-f]{8}-?[0-9a-f-]{4,}", "#").replaceAll("[0-9]+", "#");
    }

    private static String sees(HouseProcess house, String path, String cookie) {
        var request =
                HttpRequest.newBuilder(URI.create(house.http() + path))
                        .timeout(SOON)
                        .header("Cookie", cookie)
                        .build();
        try {
            var answer = BROWSER.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /// A lodger, who may look and no more.
    private static String tim(KeypadHouse home) {
        try (var database = SqliteDatabase.open(new StorageSettings(home.data))) {
            var journal = SqlJournal.open(database);
            var clock = Clock.systemUTC();
            new People(journal, database, clock).add(new PersonName("tim"), Standing.VIEWER, TIMS);
            var from = new CallerAddress("127.0.0.1");
            var in = new Access(journal, database, clock).signIn("tim", TIMS, from, "");
            return "vigilar=" + PlantedSecrets.plant(((SignIn.Welcome) in).token().text());
        }
    }
}
