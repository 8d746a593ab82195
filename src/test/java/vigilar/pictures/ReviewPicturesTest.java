package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.pictures.PictureKind.CLIP;
import static vigilar.pictures.PictureKind.SNAPSHOT;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.event.EventId;
import vigilar.frontdoor.Await;
import vigilar.pictures.FakeFrigate.Recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Which picture a review gets: what its camera recorded while it lasted, and whom it is about.
class ReviewPicturesTest {
    private static final long EVENING = PictureStage.EVENING.getEpochSecond();
    private static final String REVIEW = EVENING + ".5-rev";
    private static final String CAR = (EVENING - 9_000) + ".5-car";
    private static final String ANNA = (EVENING + 1) + ".5-zzz";
    private static final String BERT = (EVENING + 3) + ".25-aaa";

    @TempDir private Path folder;
    private PictureStage stage;
    private FakeFrigate frigate;

    @BeforeEach
    void open() throws IOException {
        frigate = new FakeFrigate();
        stage = new PictureStage(folder, frigate);
        frigate.seen(CAR, "car");
        frigate.seen(ANNA, "person");
        frigate.seen(BERT, "person");
        for (var each : List.of(CAR, ANNA, BERT)) {
            frigate.snapshot(each, FakeFrigate.jpeg(2_000 + each.charAt(each.length() - 1)));
        }
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void records(int bytesPerSecond) {
        frigate.recordings.put(
                "drive", new Recording(EVENING - 3_600, EVENING + 86_400, bytesPerSecond));
    }

    private void lasts(Duration time) {
        stage.pass(time);
        stage.ends(REVIEW);
        stage.pass(ReviewPictures.WRITTEN.plusSeconds(1));
    }

    private static String clip(long from, long to) {
        return "/api/drive/start/%d/end/%d/clip.mp4".formatted(EVENING + from, EVENING + to);
    }

    private List<String> clipsAsked() {
        return frigate.asked.stream().filter(it -> it.endsWith(".mp4")).toList();
    }

    private EventId review(String type, String more) {
        return stage.tell(type, stage.said(REVIEW) + more);
    }

    private static String detections(String... ids) {
        return ",\"detections\":[\"" + String.join("\",\"", ids) + "\"]";
    }

    private void shows(EventId event, String detection) {
        stage.awaitState(event, SNAPSHOT, "ready");
        assertThat(stage.album.find(event, SNAPSHOT).orElseThrow().bytes())
                .isEqualTo(2_000 + detection.charAt(detection.length() - 1));
    }

    @Test
    void the_clip_is_what_the_camera_recorded_while_the_review_lasted() throws IOException {
        records(10);
        stage.start();
        var event = review("VEHICLE_DETECTED", detections(CAR)); // it stays parked for hours
        lasts(Duration.ofSeconds(20));
        stage.awaitState(event, CLIP, "ready");
        assertThat(clipsAsked()).containsExactly(clip(-5, 26));
    }

    @Test
    void a_clip_is_not_asked_for_before_the_camera_has_recorded_all_of_it() throws IOException {
        records(10);
        stage.start();
        var event = review("PERSON_DETECTED", detections(ANNA));
        stage.awaitState(event, CLIP, "waiting: it still goes on");
        stage.pass(Duration.ofSeconds(20));
        stage.ends(REVIEW);
        var late = review("PERSON_DETECTED", ",\"rises\":true" + detections(ANNA, BERT));
        shows(late, BERT); // so what was due by now was asked for
        assertThat(clipsAsked()).isEmpty();
        stage.pass(ReviewPictures.WRITTEN);
        stage.awaitState(event, CLIP, "ready");
    }

    @Test
    void who_comes_into_a_review_that_went_on_for_longer_than_a_clip_is_seen_in_one_of_their_own()
            throws IOException {
        records(10);
        stage.start();
        var car = review("VEHICLE_DETECTED", detections(CAR));
        stage.pass(Duration.ofMinutes(5));
        stage.awaitState(car, CLIP, "ready");
        var anna = review("PERSON_DETECTED", ",\"rises\":true" + detections(CAR, ANNA));
        shows(anna, ANNA);
        stage.pass(Duration.ofSeconds(30));
        var bert = review("PERSON_DETECTED", ",\"rises\":true" + detections(CAR, ANNA, BERT));
        lasts(Duration.ofSeconds(10));
        stage.awaitState(anna, CLIP, "ready");
        stage.awaitState(bert, CLIP, "ready"); // she is in the same
        assertThat(clipsAsked()).containsExactly(clip(-5, 115), clip(295, 346));
    }

    /// The broker had kept it for us: it came late to us, and not to the camera.
    @Test
    void who_came_into_a_review_that_we_hear_of_later_is_seen_in_its_clip() throws IOException {
        records(10);
        stage.start();
        var car = review("VEHICLE_DETECTED", detections(CAR));
        stage.pass(Duration.ofMinutes(30));
        var kept = "\"provenance\":\"replayed\",\"rises\":true,";
        var said = kept + stage.said(REVIEW) + detections(CAR, ANNA);
        var anna = stage.tell("PERSON_DETECTED", said);
        stage.awaitState(car, CLIP, "ready");
        stage.awaitState(anna, CLIP, "ready");
        assertThat(clipsAsked()).containsExactly(clip(-5, 115));
    }

    @Test
    void once_the_end_is_heard_the_clip_is_kept_waiting_no_longer() throws IOException {
        records(10);
        stage.start();
        var event = review("PERSON_DETECTED", detections(ANNA));
        for (int tries = 1; tries <= 4; tries++) {
            awaitAskedForTheEnd(tries);
            stage.pass(PicturePause.after(tries)); // the next one is more than a minute
        }
        awaitAskedForTheEnd(5);
        lasts(Duration.ofSeconds(1));
        stage.awaitState(event, CLIP, "ready");
    }

    private void awaitAskedForTheEnd(int times) {
        Await.until(
                "asked for the end",
                PictureStage.SOON,
                () ->
                        frigate.asked.stream().filter(it -> it.endsWith(REVIEW)).count() == times
                                && stage.nextTry().isAfter(stage.now()));
    }

    @Test
    void an_end_whose_beginning_was_never_heard_has_its_clip() throws IOException {
        records(10);
        stage.start();
        var ended = ",\"ended\":true,\"end_ts\":%d".formatted((EVENING + 20) * 1000);
        var event = review("PERSON_DETECTED", ended + detections(ANNA));
        stage.pass(Duration.ofMinutes(1));
        stage.awaitState(event, CLIP, "ready");
        assertThat(clipsAsked()).containsExactly(clip(-5, 26));
    }

    @Test
    void a_review_whose_end_was_never_heard_is_asked_for() throws IOException {
        records(10);
        stage.start();
        var event = review("PERSON_DETECTED", detections(ANNA));
        stage.awaitState(event, CLIP, "waiting: it still goes on");
        frigate.put("/api/review/" + REVIEW, "{\"end_time\":null}");
        stage.pass(PicturePause.SHORTEST);
        awaitAskedForTheEnd(2);
        frigate.put("/api/review/" + REVIEW, "{\"end_time\":%d.25}".formatted(EVENING + 10));
        stage.pass(PicturePause.LONGEST);
        stage.awaitState(event, CLIP, "ready");
        assertThat(clipsAsked()).containsExactly(clip(-5, 17));
    }

    @Test
    void of_a_review_of_which_no_end_is_known_the_first_two_minutes_are_kept() throws IOException {
        records(10);
        stage.start();
        var event = review("PERSON_DETECTED", detections(ANNA));
        stage.awaitState(event, CLIP, "waiting: it still goes on");
        stage.pass(ReviewPictures.LONGEST.plus(ReviewPictures.WRITTEN));
        stage.awaitState(event, CLIP, "ready");
        assertThat(clipsAsked()).containsExactly(clip(-5, 115));
    }

    @Test
    void of_a_long_review_the_first_two_minutes_are_kept() throws IOException {
        records(10);
        stage.start();
        var event = review("PERSON_DETECTED", detections(ANNA));
        lasts(Duration.ofHours(3));
        stage.awaitState(event, CLIP, "ready");
        assertThat(clipsAsked()).containsOnly(clip(-5, 115));
    }

    @Test
    void of_a_clip_that_is_too_large_a_shorter_one_is_kept() throws IOException {
        records(1 << 20); // 8 Mbit/s
        stage.start();
        var event = review("PERSON_DETECTED", detections(ANNA));
        lasts(Duration.ofMinutes(5));
        stage.awaitState(event, CLIP, "waiting: larger than 64 MiB: its first 60 s");
        stage.pass(PicturePause.LONGEST);
        stage.awaitState(event, CLIP, "ready");
        assertThat(stage.album.find(event, CLIP).orElseThrow().bytes()).isEqualTo(60 << 20);
    }

    @Test
    void a_clip_that_is_too_large_at_any_length_is_given_up() throws IOException {
        records(8 << 20);
        stage.start();
        var event = review("PERSON_DETECTED", detections(ANNA));
        lasts(Duration.ofSeconds(5));
        stage.awaitState(event, CLIP, "given_up: larger than 64 MiB");
    }

    @Test
    void a_camera_that_records_nothing_has_no_clip_and_it_is_said_why() throws IOException {
        stage.start();
        var event = review("PERSON_DETECTED", detections(ANNA));
        lasts(Duration.ofSeconds(20));
        stage.awaitState(
                event, CLIP, "waiting: no recording of that time: Frigate does not have it (400)");
    }

    @Test
    void what_was_only_heard_has_its_clip_and_what_the_camera_saw_then() throws IOException {
        records(10);
        stage.start();
        var event = review("SOUND_DETECTED", ",\"audio\":[\"scream\"]");
        stage.awaitState(event, SNAPSHOT, "ready");
        assertThat(frigate.asked)
                .contains("/api/drive/recordings/%d/snapshot.jpg".formatted(EVENING + 1));
        lasts(Duration.ofSeconds(20));
        stage.awaitState(event, CLIP, "ready");
        assertThat(clipsAsked()).containsExactly(clip(-5, 26));
    }

    @Test
    void what_was_only_heard_and_not_recorded_says_why_there_is_no_picture() throws IOException {
        stage.start();
        var event = review("SOUND_DETECTED", ",\"audio\":[\"scream\"]");
        stage.awaitState(event, SNAPSHOT, "waiting: no recording of that time: Frigate does not");
        stage.awaitState(event, CLIP, "waiting: it still goes on");
    }

    @Test
    void a_camera_whose_name_leads_elsewhere_is_not_asked_for() throws IOException {
        stage.start();
        var said = stage.said(REVIEW).replace("drive", "../config");
        var event = stage.tell("SOUND_DETECTED", said);
        stage.awaitState(event, SNAPSHOT, "given_up: no recording is asked for by such a name");
        stage.awaitState(event, CLIP, "given_up: no recording is asked for by such a name");
        assertThat(frigate.asked).noneMatch(it -> it.contains("config"));
    }

    @ParameterizedTest
    @CsvSource({"CAR,ANNA,BERT", "BERT,ANNA,CAR", "ANNA,BERT,CAR", "BERT,CAR,ANNA"})
    void the_picture_shows_a_person_in_whatever_order_frigate_lists_what_it_saw(
            String first, String second, String third) throws IOException {
        stage.start();
        var listed = detections(id(first), id(second), id(third));
        shows(review("PERSON_DETECTED", listed), ANNA);
        shows(review("PERSON_DETECTED", ",\"rises\":true" + listed), BERT);
    }

    private static String id(String who) {
        return switch (who) {
            case "ANNA" -> ANNA;
            case "BERT" -> BERT;
            default -> CAR;
        };
    }

    @Test
    void a_review_that_rises_for_a_person_shows_the_person_and_has_one_clip() throws IOException {
        records(10);
        stage.start();
        var car = review("VEHICLE_DETECTED", detections(CAR));
        shows(car, CAR);
        var person = review("PERSON_DETECTED", ",\"rises\":true" + detections(ANNA, CAR));
        shows(person, ANNA);
        shows(car, CAR);
        lasts(Duration.ofSeconds(20));
        stage.awaitState(car, CLIP, "ready");
        stage.awaitState(person, CLIP, "ready");
        assertThat(clipsAsked()).hasSize(1);
        assertThat(stage.album.find(person, CLIP)).isEqualTo(stage.album.find(car, CLIP));
    }

    @Test
    void while_frigate_does_not_say_who_is_who_nobody_is_shown_in_anothers_place()
            throws IOException {
        frigate.shelf.remove("/api/events/" + ANNA);
        stage.start();
        var event = review("PERSON_DETECTED", detections(CAR, ANNA));
        stage.awaitState(event, SNAPSHOT, "waiting: Frigate does not say yet what was seen");
        frigate.seen(ANNA, "person");
        stage.pass(PicturePause.SHORTEST);
        shows(event, ANNA);
    }

    @Test
    void when_frigate_never_says_who_is_who_there_is_a_picture_all_the_same() throws IOException {
        frigate.shelf.remove("/api/events/" + ANNA);
        stage.start();
        var event = review("PERSON_DETECTED", detections(CAR, ANNA));
        Await.until(
                "ready",
                PictureStage.SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.state(event, SNAPSHOT).startsWith("ready");
                });
        shows(event, CAR);
    }

    @Test
    void a_clip_stays_for_the_later_event_of_a_review_whose_first_is_removed() throws IOException {
        records(10);
        stage.start();
        var car = review("VEHICLE_DETECTED", detections(CAR));
        var person = review("PERSON_DETECTED", ",\"rises\":true" + detections(CAR, ANNA));
        shows(car, CAR);
        shows(person, ANNA);
        lasts(Duration.ofSeconds(20));
        stage.awaitState(person, CLIP, "ready");
        stage.journal.append(List.of(), rows -> PrunedPictures.forget(rows, List.of(car))).join();
        new PrunedPictures(stage.database, folder).deleteFiles();
        assertThat(Files.exists(folder.resolve("pictures/" + car.sequence() + ".snapshot")))
                .isFalse();
        assertThat(stage.album.find(person, CLIP)).isPresent();
        assertThat(stage.album.find(person, SNAPSHOT)).isPresent();
    }
}
