package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A capture taken beside a running house, and what becomes of it elsewhere.
class FlightRecorderTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    /// The temporary house waits until it believes what it hears, and then takes some seconds.
    private static final Duration LATER = Duration.ofSeconds(60);

    private static final String PIN = "493817";

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("house.jsonl");
    }

    private static String mqtt(HouseProcess house) {
        return "127.0.0.1:" + house.mqttPort().orElseThrow();
    }

    /// Returns once it listens.
    private HouseProcess capture(HouseProcess house, Path data, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "capture",
                                file().toString(),
                                "--data",
                                data.toString(),
                                "--mqtt",
                                mqtt(house)));
        words.addAll(List.of(more));
        var capture = HouseProcess.start(folder, words.toArray(String[]::new));
        Await.until("it listens", SOON, () -> capture.log().contains("capturing into"));
        return capture;
    }

    private void awaitInFile(String text) {
        Await.until(text + " is in the file", SOON, () -> Files.readString(file()).contains(text));
    }

    private static List<String> told(Viewer viewer) {
        return viewer.events().stream()
                .filter(event -> !event.get("type").asString().startsWith("SYSTEM"))
                .map(FlightRecorderTest::inWords)
                .toList();
    }

    private static String inWords(JsonNode event) {
        return event.get("type").asString()
                + " "
                + event.get("severity").asString()
                + " "
                + event.get("source_id").asString();
    }

    @Test
    void what_was_captured_beside_one_house_makes_the_same_events_in_another() throws IOException {
        var data = folder.resolve("data");
        List<String> before;
        try (var house = HouseProcess.wholeHouse(folder, data);
                var capture = capture(house, data);
                var viewer = Viewer.open(house.http(), "");
                var device = Device.on(house.mqttPort().orElseThrow())) {
            device.says("vigilar/sensor/hall/motion", "{\"value\":true}");
            device.says("vigilar/sensor/door/contact_open", "{}");
            device.says("vigilar/presence/anna", "AWAY");
            device.says("vigilar/system/arm_request", "{\"mode\":\"ARM\",\"pin\":\"" + PIN + "\"}");
            device.says(
                    "zigbee2mqtt/Hall keypad",
                    "{\"action\":\"disarm\",\"action_code\":\"" + PIN + "\"}");
            device.says("vigilar/sensor/door/contact_closed", "{\"end\":1}");
            Await.until("all told", SOON, () -> told(viewer).size() >= 5);
            before = told(viewer);
            awaitInFile("\\\"end\\\":1");
            assertThat(capture.stop()).as(capture.log()).isZero();
            assertThat(capture.log()).contains("messages").contains("told to stop");
        }
        assertThat(Files.readString(file())).doesNotContain(PIN).contains("(redacted)");
        try (var replay =
                        HouseProcess.start(
                                folder,
                                "replay",
                                file().toString(),
                                "--http",
                                "127.0.0.1:0",
                                "--speed",
                                "max");
                var viewer = Viewer.open(replay.http(), "")) {
            Await.until("all told again", LATER, () -> told(viewer).size() >= before.size());
            // Brokers keep a queue for each filter: only what one of them speaks of has an order.
            assertThat(told(viewer)).containsExactlyInAnyOrderElementsOf(before);
            assertThat(told(viewer).stream().filter(it -> it.endsWith(" door")))
                    .containsExactly("CONTACT_OPEN INFO door", "CONTACT_CLOSED INFO door");
            Await.until("all played", SOON, () -> replay.log().contains("played: "));
            assertThat(replay.log()).contains(" 0 lost");
            assertThat(replay.stop()).isZero();
        }
    }

    @Test
    void a_capture_that_is_killed_leaves_a_file_that_can_be_played_onto_another_broker()
            throws IOException {
        var data = folder.resolve("data");
        try (var house = HouseProcess.wholeHouse(folder, data);
                var capture = capture(house, data);
                var device = Device.on(house.mqttPort().orElseThrow())) {
            device.says("vigilar/sensor/hall/motion", "{\"n\":1}");
            device.says("garage/door", "open"); // nobody listens to that
            device.says("vigilar/sensor/hall/motion", "{\"n\":2}");
            awaitInFile("\\\"n\\\":2");
            capture.kill();
        }
        try (var other = HouseProcess.wholeHouse(folder, folder.resolve("other"));
                var viewer = Viewer.open(other.http(), "")) {
            var said =
                    HouseProcess.ask(
                            folder,
                            "",
                            "replay",
                            file().toString(),
                            "--to",
                            "mqtt://" + mqtt(other),
                            "--speed",
                            "max");
            assertThat(said.exitCode()).as(said.err()).isZero();
            assertThat(said.err()).contains("played: 2 messages acknowledged, 0 lost");
            assertThat(viewer.awaitEventsOf("hall", 2, SOON)).hasSize(2);
        }
    }

    @Test
    void a_capture_ends_by_itself_and_never_overwrites_a_file() throws IOException {
        var data = folder.resolve("data");
        try (var house = HouseProcess.wholeHouse(folder, data)) {
            house.awaitReady();
            try (var capture = capture(house, data, "--for", "1s")) {
                assertThat(capture.exitCode()).as(capture.log()).isZero();
            }
            var kept = Files.readString(file());
            var again =
                    HouseProcess.ask(
                            folder,
                            "",
                            "capture",
                            file().toString(),
                            "--data",
                            data.toString(),
                            "--mqtt",
                            mqtt(house));
            assertThat(again.exitCode()).isEqualTo(78);
            assertThat(again.err()).contains("is there already").hasLineCount(1);
            assertThat(Files.readString(file())).isEqualTo(kept);
        }
    }

    @Test
    void a_house_that_does_not_run_cannot_be_captured_and_leaves_no_file() {
        var said =
                HouseProcess.ask(
                        folder, "", "capture", file().toString(), "--bus", "mqtt://127.0.0.1:1");
        assertThat(said.exitCode()).as(said.err()).isEqualTo(78);
        assertThat(said.err()).contains("nothing can be heard");
        assertThat(file()).doesNotExist();
    }

    @Test
    void of_a_file_with_one_bad_line_nothing_is_played() throws IOException {
        var data = folder.resolve("data");
        Files.writeString(
                file(),
                """
                {"format":"vigilar-capture","version":1,"began":"2026-01-01T12:00:00Z","prefix":"vigilar","note":"synthetic"}
                {"ms":0,"topic":"vigilar/sensor/hall/motion","qos":1,"retained":false,"payload":"{}"}
                {"ms":1,"topic":"vigilar/sensor/hall/motion","qos":1,"retained":"no","payload":"{}"}
                """);
        try (var house = HouseProcess.wholeHouse(folder, data);
                var viewer = Viewer.open(house.http(), "");
                var device = Device.on(house.mqttPort().orElseThrow())) {
            var said =
                    HouseProcess.ask(
                            folder,
                            "",
                            "replay",
                            file().toString(),
                            "--to",
                            "mqtt://" + mqtt(house));
            assertThat(said.exitCode()).isEqualTo(78);
            assertThat(said.err())
                    .contains("house.jsonl:3: retained")
                    .contains("nothing was played");
            device.says("vigilar/sensor/attic/motion", "{}");
            viewer.awaitEventsOf("attic", 1, SOON);
            assertThat(viewer.eventsOf("hall")).isEmpty();
        }
    }
}
