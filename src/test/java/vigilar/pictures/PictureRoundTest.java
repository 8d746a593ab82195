package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import vigilar.PlantedSecrets;
import vigilar.event.EventId;
import vigilar.frontdoor.Await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The room with a real store and a Frigate of our own; the clock is moved by hand.
class PictureRoundTest {
    @TempDir private Path folder;
    private PictureStage stage;
    private FakeFrigate frigate;

    @BeforeEach
    void open() throws IOException {
        frigate = new FakeFrigate();
        stage = new PictureStage(folder, frigate);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void a_review_gets_its_snapshot_and_its_clip() throws IOException {
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        frigate.recordings.put("drive", new FakeFrigate.Recording(0, Integer.MAX_VALUE, 2));
        stage.start();
        var event = stage.review("1.5-rev", "1.5-abc");
        stage.pass(Duration.ofSeconds(9));
        stage.ends("1.5-rev");
        stage.pass(ReviewPictures.WRITTEN);
        stage.awaitState(event, PictureKind.SNAPSHOT, "ready");
        stage.awaitState(event, PictureKind.CLIP, "ready");
        var clip = stage.album.find(event, PictureKind.CLIP).orElseThrow();
        assertThat(clip.contentType()).isEqualTo("video/mp4");
        assertThat(clip.file()).hasBinaryContent(FakeFrigate.mp4(40));
        assertThat(stage.album.find(event, PictureKind.SNAPSHOT).orElseThrow().contentType())
                .isEqualTo("image/jpeg");
    }

    @Test
    void a_review_that_rises_is_shown_by_the_picture_that_is_already_here() throws IOException {
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        stage.start();
        var first = stage.review("1.5-rev", "1.5-abc");
        stage.awaitState(first, PictureKind.SNAPSHOT, "ready");
        var rises = stage.review("1.5-rev", "1.5-abc");
        stage.awaitState(rises, PictureKind.SNAPSHOT, "ready");
        assertThat(frigate.asked.stream().filter(it -> it.endsWith("snapshot.jpg"))).hasSize(1);
    }

    @Test
    void what_does_not_come_is_given_up_and_says_why() throws IOException {
        stage.start();
        var event = stage.review("1.5-rev", "1.5-abc");
        stage.awaitState(event, PictureKind.SNAPSHOT, "waiting: Frigate");
        stage.database
                .write(
                        it ->
                                it.execute(
                                        "UPDATE picture SET tries = ?",
                                        PicturePause.MOST_TRIES - 1))
                .join();
        stage.pass(PicturePause.LONGEST);
        stage.awaitState(event, PictureKind.SNAPSHOT, "given_up: Frigate does not have it (404)");
        assertThat(stage.album.find(event, PictureKind.SNAPSHOT)).isEmpty();
    }

    @Test
    void pauses_grow_and_end() {
        assertThat(PicturePause.after(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(PicturePause.after(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(PicturePause.after(PicturePause.MOST_TRIES)).isEqualTo(PicturePause.LONGEST);
    }

    @Test
    void what_is_too_large_is_not_taken() throws IOException {
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg((8 << 20) + 1));
        stage.start();
        var event = stage.review("1.5-rev", "1.5-abc");
        stage.awaitState(event, PictureKind.SNAPSHOT, "given_up: larger than 8 MiB");
        // the clip of the same event may be asked for at this moment
        Await.until(
                "nothing is kept", PictureStage.SOON, () -> isEmpty(folder.resolve("pictures")));
    }

    private static boolean isEmpty(Path pictures) {
        try (Stream<Path> all = Files.list(pictures)) {
            return all.findAny().isEmpty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void a_page_that_calls_itself_a_picture_is_none() throws IOException {
        frigate.put("/api/events/1.5-abc/snapshot.jpg", "<script>alert(document.domain)</script>");
        stage.start();
        var event = stage.review("1.5-rev", "1.5-abc");
        stage.awaitState(event, PictureKind.SNAPSHOT, "waiting: what Frigate sent is no snapshot");
        assertThat(stage.album.find(event, PictureKind.SNAPSHOT)).isEmpty();
    }

    @Test
    void an_id_that_climbs_asks_for_nothing() throws IOException {
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        stage.start();
        var odd = stage.review("1.5-odd", "../../api/config");
        stage.awaitState(stage.review("1.5-rev", "1.5-abc"), PictureKind.SNAPSHOT, "ready");
        assertThat(stage.album.find(odd, PictureKind.SNAPSHOT)).isEmpty();
        assertThat(frigate.asked).noneMatch(it -> it.contains("config"));
    }

    @Test
    void with_a_login_we_log_in() throws IOException {
        frigate.password = Optional.of(PlantedSecrets.plant("hüsh \"the camera\""));
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        stage.start(frigate.password, PictureSettings.USUAL_QUOTA);
        stage.awaitState(stage.review("1.5-rev", "1.5-abc"), PictureKind.SNAPSHOT, "ready");
    }

    @Test
    void a_wrong_password_is_told_on_the_health_board_without_the_password() throws IOException {
        frigate.password = Optional.of(PlantedSecrets.plant("the camera knows"));
        stage.start(
                Optional.of(PlantedSecrets.plant("hush-camera-wrong")),
                PictureSettings.USUAL_QUOTA);
        var event = stage.review("1.5-rev", "1.5-abc");
        stage.awaitState(event, PictureKind.SNAPSHOT, "waiting: Frigate refuses the login");
        awaitWithinMinutes(
                "told", () -> stage.trouble().contains("refuses the login of frigate.user"));
        assertThat(stage.trouble()).doesNotContain("hush");
    }

    @Test
    void a_password_file_that_is_not_utf8_is_named_on_the_health_board() throws IOException {
        frigate.password = Optional.of(PlantedSecrets.plant("hüsh at the gate"));
        stage.passwordIn = StandardCharsets.ISO_8859_1;
        stage.start(frigate.password, PictureSettings.USUAL_QUOTA);
        awaitWithinMinutes(
                "told", () -> stage.trouble().contains(folder.resolve("password") + ": not UTF-8"));
        assertThat(stage.trouble()).contains("frigate.password_file").doesNotContain("at the gate");
    }

    @Test
    void whether_frigate_is_there_is_known_before_anything_happens_at_a_camera()
            throws IOException {
        frigate.password = Optional.of(PlantedSecrets.plant("hush at the gate"));
        stage.start(frigate.password, PictureSettings.USUAL_QUOTA);
        Await.until("up", PictureStage.SOON, stage::isUp);
    }

    @Test
    void a_login_that_is_wrong_from_the_start_is_told_before_anything_happens() throws IOException {
        frigate.password = Optional.of(PlantedSecrets.plant("the camera knows"));
        stage.start(
                Optional.of(PlantedSecrets.plant("hush-camera-wrong")),
                PictureSettings.USUAL_QUOTA);
        Await.until(
                "told",
                PictureStage.SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble()
                            .contains("had: Frigate refuses the login of frigate.user");
                });
    }

    @Test
    void another_place_that_frigate_sends_us_to_is_never_visited() throws IOException {
        try (var stranger = new FakeFrigate()) {
            stranger.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
            frigate.elsewhere = Optional.of(stranger.url());
            stage.start();
            var event = stage.review("1.5-rev", "1.5-abc");
            stage.awaitState(
                    event, PictureKind.SNAPSHOT, "waiting: Frigate sends us elsewhere (302)");
            assertThat(stranger.asked).isEmpty();
        }
    }

    @Test
    void a_frigate_that_is_away_is_told_and_what_waited_comes_when_it_is_back() throws IOException {
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        frigate.snapshot("1.6-abc", FakeFrigate.jpeg(2_000));
        frigate.trouble = 503;
        stage.start();
        var first = stage.review("1.5-rev", "1.5-abc");
        var second = stage.review("1.6-rev", "1.6-abc");
        Await.until(
                "told",
                PictureStage.SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().contains("Frigate answers 503");
                });
        frigate.trouble = 0;
        stage.pass(Duration.ofMinutes(31));
        stage.awaitState(first, PictureKind.SNAPSHOT, "ready");
        stage.awaitState(second, PictureKind.SNAPSHOT, "ready");
        Await.until("well again", PictureStage.SOON, () -> stage.trouble().isEmpty());
    }

    @Test
    void the_oldest_pictures_make_room_for_the_newest() throws IOException {
        stage.start(Optional.empty(), 5_000);
        var ids = new EventId[3];
        for (int i = 0; i < ids.length; i++) {
            frigate.snapshot("1." + i + "-abc", FakeFrigate.jpeg(2_000));
            ids[i] = stage.review("1." + i + "-rev", "1." + i + "-abc");
            stage.awaitState(ids[i], PictureKind.SNAPSHOT, "ready");
        }
        stage.awaitState(ids[0], PictureKind.SNAPSHOT, "dropped: its place was needed");
        Await.until(
                "gone",
                PictureStage.SOON,
                () -> !Files.exists(folder.resolve("pictures/1.snapshot")));
        assertThat(stage.album.find(ids[1], PictureKind.SNAPSHOT)).isPresent();
        assertThat(stage.album.find(ids[2], PictureKind.SNAPSHOT)).isPresent();
    }

    @Test
    void a_new_review_is_not_kept_waiting_by_many_old_pictures() throws IOException {
        frigate.meanwhile =
                asked -> {
                    if (asked.contains("snapshot")) {
                        stage.pass(Duration.ofSeconds(8));
                        if (frigate.asked.stream().filter(it -> it.contains("snap")).count() == 1) {
                            stage.review("1.9-new", "1.9-new");
                        }
                    }
                };
        for (int i = 0; i < 10; i++) {
            stage.review("1." + i + "-rev", "1." + i + "-old");
        }
        stage.start();
        Await.until(
                "asked for",
                PictureStage.SOON,
                () -> frigate.asked.stream().anyMatch(it -> it.contains("1.9-new/snap")));
        assertThat(
                        frigate.asked.stream()
                                .takeWhile(it -> !it.contains("1.9-new/snap"))
                                .filter(it -> it.contains("-old/snap")))
                .hasSize(3);
    }

    /// Two of them pass, ten seconds at a time: the room may just be between what a test has seen
    /// of it and its next look at the clock, and would wait from then on.
    private void awaitWithinMinutes(String what, Callable<Boolean> holds) {
        var steps = new AtomicInteger(12);
        Await.until(
                what,
                PictureStage.SOON,
                () -> {
                    if (steps.getAndDecrement() > 0) {
                        stage.pass(Duration.ofSeconds(10));
                    }
                    return holds.call();
                });
    }

    @Test
    void a_clock_that_is_set_back_keeps_no_picture_waiting_that_frigate_was_in_trouble_with()
            throws IOException {
        frigate.trouble = 503;
        stage.start();
        var event = stage.review("1.5-rev", "1.5-abc");
        stage.awaitState(event, PictureKind.SNAPSHOT, "waiting: Frigate answers 503");
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        frigate.trouble = 0;
        stage.setClock(stage.now().minus(Duration.ofHours(2)));
        awaitWithinMinutes(
                "ready", () -> stage.state(event, PictureKind.SNAPSHOT).startsWith("ready"));
    }
}
