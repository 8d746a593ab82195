package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.json.JsonMapper;

import vigilar.HandClock;
import vigilar.HouseByHand;
import vigilar.config.Role;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/// A house that hears nobody says so while that lasts, once, and says when it is over. The broker
/// is somebody else's; the test moves the clock.
class HearingLostTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;
    private final HttpClient browser = HttpClient.newHttpClient();
    private Path data; // made before each test, with the two below
    private HandClock clock;
    private Mosquitto broker;

    @BeforeEach
    void prepare() {
        data = folder.resolve("data");
        clock = HandClock.in(folder.resolve("clock"));
        broker = Mosquitto.notYetStarted(folder);
    }

    @AfterEach
    void end() {
        broker.close();
        browser.close();
    }

    private HouseByHand house(EnumSet<Role> roles) throws IOException {
        var config = folder.resolve("vigilar.toml");
        Files.writeString(config, "open = true\n[bus]\nurl = \"%s\"\n".formatted(broker.url()));
        return HouseByHand.onBroker(config, data, clock, roles);
    }

    private String get(HouseByHand house, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(house.http() + path)).build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private List<String> told(HouseByHand house) throws Exception {
        var page = get(house, "/api/events?type=HEARING_LOST,HEARING_GAP&after=0");
        return new JsonMapper()
                .readTree(page)
                .path("events")
                .valueStream()
                .map(it -> it.path("type").asString())
                .toList();
    }

    /// While the clock goes on.
    private void awaitTold(HouseByHand house, String... types) {
        Await.until(
                String.join(", ", types),
                SOON,
                () -> {
                    clock.passes(Duration.ofSeconds(1));
                    return told(house).equals(List.of(types));
                });
    }

    /// The house line names what stands.
    private boolean stands(HouseByHand house) throws Exception {
        return get(house, "/").contains("id=\"house-text\">Vigilar hears no device");
    }

    @Test
    void a_house_that_is_started_without_its_broker_says_so_and_takes_it_back_once_it_hears()
            throws Exception {
        try (var house = house(EnumSet.of(Role.INTAKE, Role.WEB))) {
            awaitTold(house, "HEARING_LOST");
        }
        try (var again = house(EnumSet.of(Role.INTAKE, Role.WEB))) {
            clock.passes(Duration.ofMinutes(2));
            assertThat(stands(again)).isTrue();
            broker.start();
            awaitTold(again, "HEARING_LOST", "HEARING_GAP");
            assertThat(stands(again)).isFalse();
        }
    }

    @Test
    void a_house_whose_process_of_intake_is_gone_says_so_and_takes_it_back() throws Exception {
        broker.start();
        try (var house = house(EnumSet.of(Role.WEB))) {
            awaitTold(house, "HEARING_LOST");
            try (var intake = HouseProcess.onBroker(folder, broker, "--roles", "intake")) {
                awaitTold(house, "HEARING_LOST", "HEARING_GAP");
                intake.kill();
                awaitTold(house, "HEARING_LOST", "HEARING_GAP", "HEARING_LOST");
            }
        }
    }
}
