package vigilar.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.bus.ClientPlan;
import vigilar.bus.FakeBus;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.bus.Publication;
import vigilar.frontdoor.Await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class RecordingTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Roots ROOTS =
            new Roots(Prefix.STANDARD, Optional.empty(), Optional.empty());

    @TempDir Path folder;
    private final FakeBus bus = new FakeBus(Clock.systemUTC());

    private Path file() {
        return folder.resolve("house.jsonl");
    }

    private Recording recording() {
        return new Recording(bus, List.of("vigilar/#"), ROOTS, file(), Clock.systemUTC());
    }

    private void say(String topic, String payload, boolean retain) {
        bus.say(topic, payload.getBytes(UTF_8), retain);
    }

    private static void await(Recording recording, int messages) {
        Await.until(messages + " messages", SOON, () -> recording.state().messages() == messages);
    }

    @Test
    void a_time_without_the_broker_is_noted_where_messages_are_missing() throws Exception {
        try (var recording = recording()) {
            assertThat(recording.start("test", SOON)).isEmpty();
            say("vigilar/sensor/hall/motion", "{\"n\":1}", false);
            await(recording, 1);
            bus.goAway("cable cut");
            bus.comeBack();
            say("vigilar/sensor/hall/motion", "{\"n\":2}", false);
            await(recording, 2);
            recording.stop("enough");
            assertThat(recording.state().gaps()).isEqualTo(1);
            assertThat(recording.state().messages()).isEqualTo(2);
        }
        var lines = Files.readAllLines(file());
        assertThat(lines).hasSize(6);
        assertThat(lines.get(2)).contains("away", "missing", "cable cut");
        assertThat(lines.get(3)).contains("back");
        assertThat(lines.get(5)).contains("end: enough");
    }

    @Test
    void a_broker_that_is_not_there_is_told_at_once() throws Exception {
        bus.goAway("connection refused");
        try (var recording = recording()) {
            assertThat(recording.start("test", SOON)).hasValue("connection refused");
        }
    }

    @Test
    void what_was_captured_is_published_again_but_not_what_the_house_itself_had_said()
            throws Exception {
        say("vigilar/presence/anna", "HOME", true);
        try (var recording = recording()) {
            recording.start("test", SOON);
            say("vigilar/sensor/hall/motion", "{\"n\":1}", false);
            say("vigilar/events/published", "{\"id\":1}", false);
            say("vigilar/system/arm_request", "{\"pin\":\"1234\"}", false);
            await(recording, 4);
        }
        var other = new FakeBus(Clock.systemUTC());
        try (var client = other.client(ClientPlan.publisher("replay", _ -> {}))) {
            client.start();
            assertThat(client.link()).isInstanceOf(Link.Up.class);
            var tally =
                    new Playback(client, Clock.systemUTC())
                            .play(
                                    Capture.check(Capture.Source.file(file())),
                                    new Playback.Way(
                                            Speed.read("max"),
                                            Optional.empty(),
                                            false,
                                            Duration.ZERO));
            assertThat(tally).isEqualTo(new Playback.Tally(2, 0, 2, true, Optional.empty()));
        }
        assertThat(other.published())
                .extracting(Publication::topic, Publication::retain)
                .containsExactly(
                        tuple("vigilar/presence/anna", true),
                        tuple("vigilar/sensor/hall/motion", false));
        assertThat(Files.readString(file())).doesNotContain("1234");
    }

    @Test
    void in_a_house_with_other_roots_the_topics_are_called_as_there() {
        var here = new Roots(new Prefix("vigilar"), Optional.of(new Prefix("z")), Optional.empty());
        var there = new Roots(new Prefix("home"), Optional.empty(), Optional.empty());
        assertThat(here.moved("vigilar/sensor/a/leak", there)).hasValue("home/sensor/a/leak");
        assertThat(here.moved("z/Front door", there)).isEmpty();
        assertThat(here.moved("garage/door", there)).hasValue("garage/door");
    }
}
