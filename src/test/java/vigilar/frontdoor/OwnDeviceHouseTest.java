package vigilar.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A device that only the owner's config explains.
class OwnDeviceHouseTest {
    @TempDir Path folder;

    private Path config = Path.of("");

    @BeforeEach
    void write() throws IOException {
        config =
                Files.writeString(
                        folder.resolve("vigilar.toml"),
                        """
                        data = "data"
                        [[device]]
                        topic = "garage/+/state"
                        name = "Gate"
                        pointer = "/is"
                        on = "open"
                        off = "shut"
                        type = "GATE_OPEN"
                        severity = "warning"
                        """);
    }

    private HouseProcess.Said tries(String... words) {
        var all = new ArrayList<>(List.of("try", "--config", config.toString()));
        all.addAll(List.of(words));
        return HouseProcess.ask(folder, "", all.toArray(String[]::new));
    }

    @Test
    void its_message_is_an_event_of_the_house_and_can_be_tried_beside_it() {
        try (var house = HouseProcess.openHouse(folder, config);
                var gate = Device.on(house.mqttPort().orElseThrow());
                var viewer = Viewer.open(house.http(), "")) {
            // Just after the start the first state is only taken note of; a change is told.
            for (var is : List.of("open", "shut", "open")) {
                gate.says("garage/left/state", "{\"is\":\"" + is + "\"}");
            }
            var event = viewer.awaitEventsOf("Gate-left", 1, Duration.ofSeconds(20)).getFirst();
            assertThat(event.get("type").asString()).isEqualTo("GATE_OPEN");
            assertThat(house.get("/api/events?source=Gate-left")).contains("\"GATE_OPEN\"");

            var known = tries("garage/left/state", "{\"is\":\"open\"}");
            assertThat(known.err()).isEmpty();
            assertThat(known.out())
                    .contains("read by [[device]]")
                    .contains("edge own/GATE_OPEN of Gate-left is on")
                    .contains("no event");
            var news = tries("garage/right/state", "{\"is\":\"open\"}");
            assertThat(news.out()).contains("event GATE_OPEN WARNING of Gate-right");
            assertThat(news.exitCode()).isZero();
            assertThat(house.get("/api/events?source=Gate-right")).doesNotContain("GATE_OPEN");
        }
    }

    @Test
    void a_message_can_be_tried_before_there_is_a_house() {
        var refused = tries("garage/left/state", "{\"is\":\"ajar\"}");
        assertThat(refused.out()).contains("refused: /is must be open or shut, not 'ajar'");
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(tries("garage/left/state", "{}").out()).contains("ignored: there is nothing");
        assertThat(tries("--retained", "vigilar/sensor/a/sos", "{}").out())
                .contains("read by the topics of Vigilar itself, as kept by the broker")
                .contains("no event");
        assertThat(Files.exists(folder.resolve("data"))).isFalse();
    }
}
