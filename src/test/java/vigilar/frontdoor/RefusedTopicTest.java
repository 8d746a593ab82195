package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What nobody understands goes nowhere: seen from outside by a subscriber that is not ours.
class RefusedTopicTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BELL = "vigilar/sensor/bell/vibration";

    @TempDir Path folder;

    @Test
    void a_topic_that_nobody_reads_leaves_no_row_and_nothing_is_published() throws IOException {
        var heard = folder.resolve("heard.txt");
        try (var house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
                var device = Device.on(house.mqttPort().orElseThrow())) {
            var subscriber = subscribe(house.mqttPort().orElseThrow(), heard);
            try {
                // It says nothing when its subscription stands; so the bell rings until it hears.
                Await.until(
                        "the subscriber hears",
                        SOON,
                        () -> {
                            device.says(BELL, "{}");
                            return Files.readString(heard).contains("\"bell\"");
                        });
                device.says("vigilar/kettle/kitchen/boils", "{\"hot\":true}");
                device.says("vigilar/sensor/kitchen/motion", "{not json");
                device.says(BELL, "{\"last\":true}");
                Await.until(
                        "the last bell", SOON, () -> Files.readString(heard).contains("\"last\""));
            } finally {
                subscriber.destroyForcibly();
            }
            assertThat(Files.readString(heard)).doesNotContain("kitchen", "kettle", "boils");
            assertThat(house.get("/api/events?limit=500")).doesNotContain("kitchen", "kettle");
        }
    }

    private static Process subscribe(int port, Path output) throws IOException {
        Files.createFile(output);
        return new ProcessBuilder(
                        List.of(
                                "mosquitto_sub",
                                "-h",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(port),
                                "-q",
                                "1",
                                "-t",
                                "vigilar/events/#"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
