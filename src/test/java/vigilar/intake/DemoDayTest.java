package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import vigilar.bus.BusClient;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.bus.Publication;
import vigilar.demo.DemoHouse;
import vigilar.recorder.Capture;
import vigilar.recorder.Playback;
import vigilar.recorder.Roots;
import vigilar.recorder.Speed;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The demo's day as the house understands it.
class DemoDayTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final int A_DAY = 300;

    @TempDir Path folder;
    private final List<JsonNode> lines = new ArrayList<>();

    @BeforeEach
    void read() throws Exception {
        try (var text =
                new BufferedReader(new InputStreamReader(DemoHouse.day().opener().open(), UTF_8))) {
            text.lines()
                    .map(JsonMapper.shared()::readTree)
                    .filter(line -> line.has("topic"))
                    .forEach(lines::add);
        }
    }

    /// What is published when the day is played at that time.
    private static List<Publication> played(Instant now) throws Exception {
        var said = new ArrayList<Publication>();
        var playback = new Playback(new Ear(said), () -> now);
        playback.play(
                Capture.check(DemoHouse.day()),
                new Playback.Way(Speed.read("max"), Optional.<Roots>empty(), true, Duration.ZERO));
        return said;
    }

    private void live(Stage stage, int day) throws Exception {
        var said = played(NOON.plusSeconds((long) day * A_DAY));
        assertThat(said).hasSameSizeAs(lines);
        for (int i = 0; i < said.size(); i++) {
            var second = day * A_DAY + lines.get(i).get("ms").asInt() / 1000;
            stage.live(second, said.get(i).topic(), new String(said.get(i).payload(), UTF_8));
        }
    }

    private static List<String> without(List<String> told, String provenance) {
        return told.stream()
                .filter(event -> event.endsWith(provenance))
                .map(event -> event.substring(0, event.length() - provenance.length()).strip())
                .toList();
    }

    @Test
    void every_message_is_understood_and_nothing_is_marked_as_old() throws Exception {
        try (var stage = new Stage(folder)) {
            live(stage, 0);
            live(stage, 1);
            assertThat(stage.refusals()).isEmpty();
            assertThat(without(stage.told(), "live")).hasSameSizeAs(stage.told());
        }
    }

    @Test
    void each_day_tells_the_same_story_and_none_is_taken_for_a_repeat_of_the_last()
            throws Exception {
        try (var stage = new Stage(folder)) {
            live(stage, 0);
            var first = List.copyOf(stage.told());
            live(stage, 1);
            assertThat(stage.told()).hasSize(2 * first.size());
            assertThat(stage.told().subList(first.size(), 2 * first.size())).isEqualTo(first);
        }
    }

    @Test
    void the_day_has_doors_motion_a_person_a_car_the_cat_a_leak_and_the_power() throws Exception {
        try (var stage = new Stage(folder)) {
            live(stage, 0);
            assertThat(without(stage.told(), "live"))
                    .containsExactly(
                            "PET_DETECTED INFO living-room",
                            "CONTACT_OPEN INFO letter-box",
                            "CONTACT_CLOSED INFO letter-box",
                            "WILDLIFE_PASSIVE INFO henhouse",
                            "VIBRATION WARNING garage",
                            "MOTION_START INFO attic",
                            "MOTION_END INFO attic",
                            "MOTION_START INFO 0x00158d0000de0004",
                            "CONTACT_OPEN INFO 0x00158d0000de0001",
                            "PERSON_DETECTED INFO yard",
                            "CONTACT_CLOSED INFO 0x00158d0000de0001",
                            "PERSON_DETECTED WARNING yard",
                            "LEFT INFO anna",
                            "MOTION_END INFO 0x00158d0000de0004",
                            "DETECTION_ENDED INFO yard",
                            "BUTTON_PRESSED INFO 0x00158d0000de0007",
                            "VEHICLE_DETECTED INFO driveway",
                            "DETECTION_ENDED INFO driveway",
                            "CONTACT_OPEN INFO letter-box",
                            "CONTACT_CLOSED INFO letter-box",
                            "WILDLIFE_PASSIVE INFO henhouse",
                            "WATER_LEAK ALERT 0x00158d0000de0005",
                            "WATER_LEAK_CLEARED INFO 0x00158d0000de0005",
                            "POWER_LOSS ALERT ups",
                            "POWER_RESTORED INFO ups",
                            "CONTACT_OPEN INFO 0x00158d0000de0002",
                            "PET_ESCAPE ALERT terrace",
                            "PET_DETECTED INFO living-room",
                            "CONTACT_CLOSED INFO 0x00158d0000de0002",
                            "CAMERA_OFFLINE WARNING driveway",
                            "CAMERA_ONLINE INFO driveway",
                            "VIBRATION WARNING garage",
                            "ARRIVED INFO anna",
                            "PERSON_DETECTED INFO yard",
                            "PERSON_DETECTED WARNING yard",
                            "CONTACT_OPEN INFO 0x00158d0000de0001",
                            "MOTION_START INFO 0x00158d0000de0004",
                            "CONTACT_CLOSED INFO 0x00158d0000de0001",
                            "DETECTION_ENDED INFO yard",
                            "MOTION_END INFO 0x00158d0000de0004",
                            "BATTERY_LOW WARNING 0x00158d0000de0003",
                            "DEVICE_OFFLINE WARNING 0x00158d0000de0003",
                            "DEVICE_ONLINE INFO 0x00158d0000de0003",
                            "BATTERY_OK INFO 0x00158d0000de0003",
                            "ANIMAL_DETECTED INFO yard",
                            "DETECTION_ENDED INFO yard",
                            "WILDLIFE_PREDATOR ALERT henhouse",
                            "WILDLIFE_NUISANCE WARNING yard",
                            "VEHICLE_DETECTED WARNING driveway",
                            "DETECTION_ENDED INFO driveway",
                            "CAMERA_ERROR WARNING henhouse",
                            "PET_DETECTED INFO living-room");
        }
    }

    @Test
    void something_shows_within_two_seconds_and_then_every_few() throws Exception {
        try (var stage = new Stage(folder)) {
            live(stage, 0);
            var seconds =
                    stage.events().stream()
                            .map(event -> Duration.between(NOON, event.at()).toSeconds())
                            .toList();
            assertThat(seconds.getFirst()).isLessThan(2);
            for (int i = 1; i < seconds.size(); i++) {
                assertThat(seconds.get(i) - seconds.get(i - 1)).isLessThan(20);
            }
        }
    }

    @Test
    void it_speaks_only_on_topics_that_a_house_listens_to() {
        var filters = IntakeSettings.whole(Prefix.STANDARD).filters();
        assertThat(lines)
                .allSatisfy(
                        line ->
                                assertThat(filters)
                                        .anyMatch(
                                                filter ->
                                                        line.get("topic")
                                                                .asString()
                                                                .matches(
                                                                        filter.replace("+", "[^/]+")
                                                                                .replace(
                                                                                        "#",
                                                                                        ".*"))));
    }

    private record Ear(List<Publication> said) implements BusClient {
        @Override
        public void start() {}

        @Override
        public CompletableFuture<Void> publish(Publication publication) {
            said.add(publication);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> caughtUp(long connection) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Link link() {
            return new Link.Up(NOON, false);
        }

        @Override
        public void close() {}
    }
}
