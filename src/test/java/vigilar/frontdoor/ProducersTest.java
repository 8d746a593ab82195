package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Zigbee2MQTT and Frigate beside a house that nobody has told of them.
class ProducersTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /// The house takes 15 s after its start until it believes that what it hears happens now.
    private static final Duration SETTLED = Duration.ofSeconds(40);

    private static final Path SAID = Path.of("src/test/resources/producers");
    private static final String DOOR = "0x00158d0004a1b2c3";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir Path folder;

    private static List<String> told(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.get("type").asString() + " " + event.get("severity").asString())
                .toList();
    }

    /// A sensor that moves until the house takes it for news, ten times a second: who says much
    /// more is taken for a broker that hands out what it kept.
    private static void awaitSettled(Viewer viewer, Device bridge) {
        var turns = new AtomicInteger();
        Await.until(
                "news is believed",
                SETTLED,
                () -> {
                    int turn = turns.getAndIncrement();
                    if (turn % 10 == 0) {
                        bridge.says(
                                "zigbee2mqtt/probe", "{\"occupancy\":" + (turn % 20 == 0) + "}");
                    }
                    return viewer.eventsOf("probe").stream()
                            .anyMatch(event -> !event.get("payload").has("provenance"));
                });
    }

    private static void everyMessageBecomesWhatItMeans(HouseProcess house, int port)
            throws IOException {
        try (var viewer = Viewer.open(house.http(), "");
                var bridge = Device.on(port);
                var frigate = Device.on(port)) {
            var list = Files.readAllBytes(SAID.resolve("zigbee2mqtt/devices.json"));
            bridge.says("zigbee2mqtt/bridge/devices", list, true);
            bridge.says("zigbee2mqtt/Front door", "{\"contact\":true,\"battery\":90}");
            awaitSettled(viewer, bridge);
            bridge.says("zigbee2mqtt/Front door", "{\"contact\":false,\"battery\":90}");
            bridge.says("zigbee2mqtt/Front door", "{\"contact\":false,\"battery\":89}");
            bridge.says("zigbee2mqtt/Front door", "{\"contact\":true,\"battery\":89}");
            bridge.says("zigbee2mqtt/Bedside button", "{\"action\":\"emergency\"}");
            for (var line : Files.readAllLines(SAID.resolve("frigate/evening.capture"))) {
                if (line.contains(" frigate/reviews ") && line.contains("k3x9ab")) {
                    frigate.says("frigate/reviews", line.split(" ", 4)[3]);
                }
            }
            assertThat(told(viewer.awaitEventsOf(DOOR, 2, SOON)))
                    .containsExactly("CONTACT_OPEN INFO", "CONTACT_CLOSED INFO");
            assertThat(told(viewer.awaitEventsOf("0x00158d0004a1b300", 1, SOON)))
                    .containsExactly("PANIC CRITICAL");
            assertThat(told(viewer.awaitEventsOf("drive", 4, SOON)))
                    .containsExactly(
                            "VEHICLE_DETECTED INFO",
                            "VEHICLE_DETECTED WARNING",
                            "PERSON_DETECTED WARNING",
                            "DETECTION_ENDED INFO");
            var events = JSON.readTree(house.get("/api/events?source=" + DOOR)).get("events");
            assertThat(events).hasSize(2);
            assertThat(events.get(0).get("topic").asString()).isEqualTo("zigbee2mqtt/Front door");
            assertThat(events.get(0).get("payload").get("source_name").asString())
                    .isEqualTo("Front door");
            assertThat(house.get("/")).contains("Front door opened");
            assertThat(JSON.readTree(house.get("/api/refusals")).get("refusals")).isEmpty();
        }
    }

    @Test
    void on_our_own_broker_they_are_understood_without_being_configured() throws IOException {
        try (var house = HouseProcess.wholeHouse(folder, folder.resolve("data"))) {
            everyMessageBecomesWhatItMeans(house, house.mqttPort().orElseThrow());
        }
    }

    @Test
    void on_a_broker_that_was_there_before_they_are_understood_too() throws IOException {
        try (var broker = Mosquitto.started(folder);
                var house = HouseProcess.onBroker(folder, broker)) {
            Await.until("ready", SOON, () -> house.answer("/readyz").statusCode() == 200);
            everyMessageBecomesWhatItMeans(house, broker.port());
        }
    }

    @Test
    void a_score_that_no_number_can_hold_does_not_keep_the_next_message_waiting() {
        try (var house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
                var viewer = openedOn(house);
                var frigate = Device.on(house.mqttPort().orElseThrow())) {
            frigate.says(
                    "frigate/events",
                    "{\"type\":\"new\",\"after\":{\"id\":\"1763900000.5-abc123\","
                            + "\"camera\":\"drive\",\"label\":\"person\",\"top_score\":1e999999}}");
            frigate.says("vigilar/sensor/hall/motion", "{}");
            viewer.awaitEventsOf("hall", 1, SOON);
            assertThat(house.log()).doesNotContain("Exception");
        }
    }

    private static Viewer openedOn(HouseProcess house) {
        house.awaitReady();
        return Viewer.open(house.http(), "");
    }
}
