package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.PlantedSecrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The whole system in one process, through its two doors: MQTT in, HTTP out.
class OneHouseTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    /// The house line begins so.
    private static final String HEADED = "<span id=\"house-text\">";

    private static final JsonMapper JSON = new JsonMapper();

    private static final String PIN = PlantedSecrets.plant("837261");

    @TempDir Path folder;
    private HouseProcess house;

    @BeforeEach
    void start() {
        house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private int port() {
        return house.mqttPort().orElseThrow();
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.get("type").asString()).toList();
    }

    @Test
    void what_a_door_says_appears_in_an_open_stream_without_asking_again() {
        try (var viewer = Viewer.open(house.http(), "")) {
            Device.mosquittoPub(port(), "vigilar/sensor/front-door/contact_open", "{\"ts\":1}");
            var event = viewer.awaitEventsOf("front-door", 1, SOON).getFirst();
            assertThat(event.get("type").asString()).isEqualTo("CONTACT_OPEN");
            assertThat(event.get("severity").asString()).isEqualTo("INFO");
            assertThat(event.get("payload").get("ts").asInt()).isEqualTo(1);
        }
    }

    @Test
    void a_leak_said_twice_in_the_same_words_is_two_events() {
        try (var viewer = Viewer.open(house.http(), "");
                var laundry = Device.on(port())) {
            laundry.says("vigilar/sensor/laundry/leak", "{}");
            laundry.says("vigilar/sensor/laundry/leak", "{}");
            laundry.says("vigilar/sensor/laundry/leak", "{\"value\":false}");
            assertThat(types(viewer.awaitEventsOf("laundry", 3, SOON)))
                    .containsExactly("WATER_LEAK", "WATER_LEAK", "WATER_LEAK_CLEARED");
        }
    }

    @Test
    void smoke_heads_the_page_until_it_is_gone_and_somebody_took_note_of_the_alarm() {
        try (var viewer = Viewer.open(house.http(), "");
                var kitchen = Device.on(port())) {
            kitchen.says("vigilar/sensor/kitchen/smoke", "{}");
            viewer.awaitEventsOf("kitchen", 1, SOON);
            Await.until("alarm", SOON, () -> house.get("/").contains(HEADED + "Alarm: kitchen"));
            assertThat(house.get("/api/standing")).contains("\"type\":\"SMOKE\"");
            kitchen.says("vigilar/sensor/kitchen/smoke", "{\"value\":false}");
            viewer.awaitEventsOf("kitchen", 2, SOON);
            assertThat(house.get("/")).contains(HEADED + "Alarm: kitchen");
            assertThat(house.post("/alarm/disarm", Map.of())).isEqualTo(303);
            assertThat(house.get("/"))
                    .doesNotContain(HEADED + "Alarm")
                    .doesNotContain(HEADED + "Smoke");
        }
    }

    @Test
    void every_figure_is_explained_in_the_guide() throws IOException {
        var guide = Files.readString(Path.of("docs/operator-guide.md"));
        var names =
                house.get("/metrics")
                        .lines()
                        .filter(line -> line.startsWith("# TYPE "))
                        .map(line -> line.replaceAll("^# TYPE (\\S+?)(_max)? .*", "$1"))
                        .toList();
        assertThat(names).contains("vigilar_viewers").allMatch(name -> guide.contains(name));
    }

    @Test
    void a_door_that_repeats_that_it_is_open_is_one_event() {
        try (var viewer = Viewer.open(house.http(), "");
                var door = Device.on(port())) {
            door.says("vigilar/sensor/front-door/contact_open", "{}");
            door.says("vigilar/sensor/front-door/contact_open", "{\"battery\":90}");
            door.says("vigilar/sensor/front-door/contact_closed", "{}");
            assertThat(types(viewer.awaitEventsOf("front-door", 2, SOON)))
                    .containsExactly("CONTACT_OPEN", "CONTACT_CLOSED");
        }
    }

    @Test
    void nonsense_is_refused_with_a_reason_and_the_next_message_still_counts() {
        try (var viewer = Viewer.open(house.http(), "");
                var device = Device.on(port())) {
            device.says("vigilar/sensor/front-door/contact_open", "{not json");
            device.says("vigilar/kettle/kitchen/boils", "{}");
            device.says("vigilar/sensor/hall/motion", new byte[] {(byte) 0xC3, (byte) 0x28}, false);
            device.says("vigilar/sensor/hall/motion", "{}");
            viewer.awaitEventsOf("hall", 1, SOON);
            Await.until(
                    "three refusals",
                    SOON,
                    () -> JSON.readTree(house.get("/api/refusals")).get("refusals").size() == 3);
            assertThat(house.get("/api/refusals")).contains("no reader for");
            assertThat(viewer.events()).hasSize(1);
        }
    }

    @Test
    void a_pin_sent_to_us_is_nowhere_to_be_found() {
        try (var device = Device.on(port())) {
            device.says(
                    "vigilar/system/arm_request", "{\"mode\":\"AWAYS\",\"pin\":\"" + PIN + "\"}");
            Await.until("refused", SOON, () -> house.get("/api/refusals").contains("arm_request"));
            assertThat(house.get("/api/refusals")).doesNotContain(PIN);
            assertThat(house.log()).doesNotContain(PIN);
        }
    }

    @Test
    void a_stranger_cannot_speak_in_our_name() {
        try (var viewer = Viewer.open(house.http(), "")) {
            Device.mosquittoPub(
                    port(),
                    "vigilar/events/published",
                    "{\"id\":999,\"type\":\"FORGED\",\"source_id\":\"liar\"}");
            Device.mosquittoPub(port(), "vigilar/sensor/hall/motion", "{}");
            viewer.awaitEventsOf("hall", 1, SOON);
            assertThat(viewer.eventsOf("liar")).isEmpty();
        }
    }

    @Test
    void a_house_that_is_killed_again_and_again_fills_no_folder() throws IOException {
        for (int round = 0; round < 2; round++) {
            assertThat(house.http()).isNotNull(); // it is up
            house.kill();
            house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
        }
        assertThat(house.http()).isNotNull();
        try (var libraries = Files.list(folder.resolve("data/native"))) {
            assertThat(libraries.filter(it -> !it.toString().endsWith(".lck"))).hasSize(1);
        }
    }

    @Test
    void after_a_restart_everything_is_there_once_and_the_viewer_goes_on_where_it_stopped() {
        var data = folder.resolve("data");
        String lastId;
        try (var viewer = Viewer.open(house.http(), "");
                var device = Device.on(port())) {
            device.says("vigilar/sensor/hall/motion", "{\"n\":1}");
            viewer.awaitEventsOf("hall", 1, SOON);
            lastId = viewer.lastId();
            device.says("vigilar/sensor/hall/motion", "{\"n\":2}");
        }
        house.kill();
        house = HouseProcess.wholeHouse(folder, data);
        try (var back = Viewer.open(house.http(), "", lastId);
                var device = Device.on(port())) {
            device.says("vigilar/sensor/hall/motion", "{\"n\":3}");
            var events = back.awaitEventsOf("hall", 2, SOON);
            assertThat(events)
                    .extracting(event -> event.get("payload").get("n").asInt())
                    .containsExactly(2, 3);
            assertThat(types(back.eventsOf("system")))
                    .containsExactly("SYSTEM_UNCLEAN_STOP", "SYSTEM_STARTED");
        }
    }

    @Test
    void told_to_stop_it_ends_in_order_and_says_so_on_the_timeline() {
        house.awaitReady();
        assertThat(house.stop()).isZero();
        house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
        assertThat(house.get("/api/events"))
                .contains("SYSTEM_STOPPED")
                .doesNotContain("SYSTEM_UNCLEAN_STOP");
    }

    @Test
    void ready_is_ready_and_alive_is_alive() {
        house.awaitReady();
        Await.until("ready", SOON, () -> house.answer("/readyz").statusCode() == 200);
        assertThat(house.answer("/healthz").statusCode()).isEqualTo(200);
        assertThat(house.get("/metrics")).contains("vigilar_received_total");
    }
}
