package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// The doctor says what is not well, and which setting to change.
class DoctorTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path folder;

    private HouseProcess.Said doctor(String... words) {
        var all = new String[words.length + 3];
        all[0] = "doctor";
        all[1] = "--data";
        all[2] = folder.resolve("data").toString();
        System.arraycopy(words, 0, all, 3, words.length);
        return HouseProcess.ask(folder, "", all);
    }

    @Test
    void where_there_is_no_house_it_says_so_and_makes_none() {
        var said = doctor();
        assertThat(said.exitCode()).isEqualTo(78);
        assertThat(said.err()).contains("there is no data folder").contains("--data DIR");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_house_that_runs_is_told_from_one_that_stopped_and_a_careless_device_is_named() {
        try (var house = HouseProcess.wholeHouse(folder, folder.resolve("data"));
                var viewer = openedOn(house);
                var hall = Device.on(house.mqttPort().orElseThrow())) {
            hall.says("vigilar/sensor/hall/motion", "{}");
            viewer.awaitEventsOf("hall", 1, SOON);
            Await.until("heard", SOON, () -> house.get("/heard").contains("data-source=\"hall\""));
            var well = doctor();
            assertThat(well.exitCode()).as(well.out()).isZero();
            assertThat(well.out())
                    .contains("ok    the house runs, and all its parts are up")
                    .contains("the topics of Vigilar itself: durable");
            assertThat(onThePage(house)).contains("data-grade=\"DURABLE\">durable<");

            hall.saysAtMostOnce("vigilar/sensor/yard/motion", "{}");
            Await.until("heard", SOON, () -> house.get("/heard").contains("data-source=\"yard\""));
            var careless = doctor();
            assertThat(careless.exitCode()).as(careless.out()).isEqualTo(78);
            assertThat(careless.out())
                    .contains("the topics of Vigilar itself: best effort")
                    .contains("mosquitto_pub -q 1");
            assertThat(onThePage(house))
                    .contains("data-grade=\"BEST_EFFORT\">best effort<")
                    .contains("What to change", "mosquitto_pub -q 1", "vigilar/sensor/yard/motion");
        }
        assertThat(doctor().out()).contains("the house does not run").doesNotContain("CP-01");
        assertThat(doctor("--config", hasty().toString()).out())
                .contains("note  panel.exit_delay = 10: CP-01 asks for at least 45 s to leave")
                .contains("do    zone tower watches nothing in the area Tower: no device stands");
    }

    private Path hasty() {
        try {
            return Files.writeString(
                    folder.resolve("hasty.toml"),
                    """
                    [panel]
                    exit_delay = 10
                    [[zone]]
                    name = "tower"
                    kind = "instant"
                    areas = ["Tower"]
                    """);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// What the page says of the same topics.
    private static String onThePage(HouseProcess house) {
        var line = "(?s).*<li data-producer=\"the topics of Vigilar itself\">(.*?)</li>.*";
        return house.get("/heard").replaceAll(line, "$1");
    }

    private static Viewer openedOn(HouseProcess house) {
        house.awaitReady();
        return Viewer.open(house.http(), "");
    }

    @Test
    void of_a_broker_that_is_not_ours_it_reads_the_settings() throws IOException {
        try (var mosquitto = Mosquitto.started(Files.createDirectory(folder.resolve("mosquitto")));
                var house = HouseProcess.onBroker(folder, mosquitto, "--mqtt", "127.0.0.1:0");
                var viewer = openedOn(house);
                var hall = Device.on(mosquitto.port())) {
            hall.says("vigilar/sensor/hall/motion", "{}");
            viewer.awaitEventsOf("hall", 1, SOON);
            Await.until("heard", SOON, () -> house.get("/heard").contains("data-source=\"hall\""));
            var config = folder.resolve("vigilar.toml");
            Files.writeString(config, "[bus]\nurl = \"%s\"\n".formatted(mosquitto.url()));
            var conf = folder.resolve("as-shipped.conf");
            Files.writeString(conf, "persistence true\n");
            var said = doctor("--config", config.toString(), "--mosquitto-conf", conf.toString());
            assertThat(said.out())
                    .contains("lets us in")
                    .contains("the broker may drop what waits for us")
                    .contains("max_queued_messages 0")
                    .doesNotContain("        persistence true");
            Files.writeString(
                    conf,
                    """
                    persistence true
                    autosave_on_changes true
                    autosave_interval 1
                    max_queued_messages 0
                    """);
            assertThat(
                            doctor(
                                            "--config",
                                            config.toString(),
                                            "--mosquitto-conf",
                                            conf.toString())
                                    .out())
                    .contains("the topics of Vigilar itself: durable");
        }
    }
}
