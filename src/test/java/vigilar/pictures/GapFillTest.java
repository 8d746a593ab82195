package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.pictures.PictureStage.EVENING;
import static vigilar.pictures.PictureStage.SOON;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import vigilar.event.Provenance;
import vigilar.event.Severity;
import vigilar.frontdoor.Await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What did not reach us over MQTT, from Frigate's own record.
class GapFillTest {
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

    private static String onRecord(String id, Instant start, Instant end) {
        return """
        {"id":"%s","camera":"drive","severity":"alert","start_time":%d.5,"end_time":%d.25,\
        "thumb_path":"/media/frigate/clips/x.webp","data":{"detections":["%s-d"],\
        "objects":["person"],"sub_labels":[],"zones":[],"audio":[]}}\
        """
                .formatted(id, start.getEpochSecond(), end.getEpochSecond(), id);
    }

    private static String lookedAt(String review) {
        return review.replaceFirst("\\{", "{\"has_been_reviewed\":true,");
    }

    private void record(List<String> reviews) {
        frigate.put("/api/review", "[" + String.join(",", reviews) + "]");
    }

    /// One review was heard, so that there is something to compare with.
    private void startAndHear() throws IOException {
        stage.start();
        stage.awaitState(stage.review("1.5-heard", "1.5-abc"), PictureKind.SNAPSHOT, "waiting");
    }

    private List<String> questions() {
        return frigate.asked.stream().filter(it -> it.startsWith("/api/review")).toList();
    }

    private void awaitCompared() {
        var now = stage.now();
        Await.until(
                "compared",
                SOON,
                () -> new PictureStore(stage.database).comparedUntil().equals(Optional.of(now)));
    }

    private void awaitFilled(int reviews) {
        Await.until(reviews + " filled in", SOON, () -> stage.events().size() == 1 + reviews);
    }

    @Test
    void what_did_not_reach_us_is_filled_in_once_marked_and_never_alarming() throws IOException {
        stage.start();
        var heard = stage.review("1.5-heard", "1.5-abc");
        stage.awaitState(heard, PictureKind.SNAPSHOT, "waiting");
        var seen = EVENING.plusSeconds(300);
        frigate.put(
                "/api/review",
                "["
                        + onRecord("1.5-heard", EVENING, EVENING.plusSeconds(9))
                        + ","
                        + onRecord("1.6-missed", seen, seen.plusSeconds(20))
                        + ",{\"id\":7},null]");
        frigate.snapshot("1.6-missed-d", FakeFrigate.jpeg(2_000));
        stage.pass(Duration.ofMinutes(10));
        Await.until("filled in", SOON, () -> stage.events().size() > 1);
        stage.pass(Duration.ofMinutes(10));
        var compared = frigate.asked.stream().filter(it -> it.startsWith("/api/review")).count();
        Await.until(
                "compared again",
                SOON,
                () ->
                        frigate.asked.stream().filter(it -> it.startsWith("/api/review")).count()
                                > compared);
        stage.pass(Duration.ofMinutes(10));
        var filled = stage.events().getLast();
        stage.awaitState(filled.id(), PictureKind.SNAPSHOT, "ready");
        assertThat(stage.events()).hasSize(2);
        assertThat(Provenance.of(filled.payload())).isEqualTo(Provenance.BACKFILLED);
        assertThat(Provenance.of(filled.payload()).mayAlarm()).isFalse();
        assertThat(filled.severity()).isEqualTo(Severity.WARNING);
        assertThat(filled.type().name()).isEqualTo("PERSON_DETECTED");
        assertThat(filled.payload().json()).contains("1.6-missed").contains("\"ts\":");
    }

    @Test
    void a_house_that_never_heard_a_review_has_no_gap() throws IOException {
        frigate.put(
                "/api/review",
                "["
                        + onRecord("1.6-old", EVENING.minusSeconds(900), EVENING.minusSeconds(800))
                        + "]");
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        stage.start();
        stage.pass(Duration.ofMinutes(5));
        stage.awaitState(stage.review("1.5-rev", "1.5-abc"), PictureKind.SNAPSHOT, "ready");
        assertThat(stage.events()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void reviews_across_any_hour_of_a_long_absence_are_filled_in(FrigateChoice version)
            throws IOException {
        frigate.choice = version;
        startAndHear();
        var reviews = new ArrayList<String>();
        for (int hour = 1; hour <= 20; hour++) {
            var at = EVENING.plus(Duration.ofHours(hour));
            reviews.add(onRecord("2." + hour, at.minusSeconds(600), at.plusSeconds(600)));
            reviews.add(onRecord("3." + hour, at.minusSeconds(7_200), at.plusSeconds(7_200)));
        }
        record(reviews);
        stage.pass(Duration.ofHours(24));
        awaitFilled(reviews.size());
    }

    @ParameterizedTest
    @EnumSource
    void a_review_that_went_on_for_hours_when_we_last_looked_is_filled_in(FrigateChoice version)
            throws IOException {
        frigate.choice = version;
        startAndHear();
        var began = EVENING.minus(Duration.ofHours(5));
        record(List.of(onRecord("2.1", began, EVENING.plusSeconds(300))));
        stage.pass(Duration.ofMinutes(10));
        awaitFilled(1);
    }

    @ParameterizedTest
    @EnumSource
    void what_somebody_looked_at_in_frigate_is_filled_in_like_the_rest(FrigateChoice version)
            throws IOException {
        frigate.choice = version;
        startAndHear();
        var seen = onRecord("2.1", EVENING.plusSeconds(60), EVENING.plusSeconds(70));
        var unseen = onRecord("2.2", EVENING.plusSeconds(80), EVENING.plusSeconds(90));
        record(List.of(lookedAt(seen), unseen));
        stage.pass(Duration.ofMinutes(10));
        awaitFilled(2);
        assertThat(questions()).allMatch(it -> it.matches(".*&reviewed=[01]&limit=1000"));
        assertThat(questions()).anyMatch(it -> it.contains("&reviewed=0&"));
        assertThat(questions()).anyMatch(it -> it.contains("&reviewed=1&"));
    }

    @Test
    void what_was_over_before_the_first_comparison_is_never_brought_in() throws IOException {
        record(
                List.of(
                        onRecord("2.1", EVENING.minusSeconds(900), EVENING.minusSeconds(800)),
                        onRecord("2.2", EVENING.minusSeconds(60), EVENING.plusSeconds(3 * 3_600))));
        stage.start();
        Await.until(
                "compared first",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(1));
                    return new PictureStore(stage.database).comparedSince().isPresent();
                });
        var first = new PictureStore(stage.database).comparedSince();
        stage.pass(Duration.ofHours(4));
        awaitCompared();
        stage.pass(Duration.ofMinutes(10));
        awaitCompared();
        assertThat(stage.events()).hasSize(1);
        assertThat(stage.events().getFirst().payload().json()).contains("2.2");
        assertThat(new PictureStore(stage.database).comparedSince()).isEqualTo(first);
    }

    @Test
    void a_clock_that_went_back_takes_the_first_comparison_with_it() {
        var store = new PictureStore(stage.database);
        store.compared(EVENING, EVENING);
        store.compared(EVENING.minusSeconds(60), EVENING.minusSeconds(60));
        assertThat(store.comparedSince()).contains(EVENING.minusSeconds(60));
        store.compared(EVENING.plusSeconds(60), EVENING.plusSeconds(60));
        assertThat(store.comparedSince()).contains(EVENING.minusSeconds(60));
    }

    @Test
    void an_odd_review_hinders_none_of_the_others() throws IOException {
        startAndHear();
        var good = onRecord("2.1", EVENING.plusSeconds(60), EVENING.plusSeconds(70));
        var odd = good.replaceAll("\"end_time\":[0-9.]+", "\"end_time\":" + "9".repeat(400));
        record(List.of(odd, good));
        stage.pass(Duration.ofMinutes(10));
        awaitFilled(1);
        awaitCompared();
        assertThat(stage.trouble()).isEmpty();
    }

    @Test
    void a_list_that_is_none_is_told_with_its_reason_and_fills_in_later() throws IOException {
        startAndHear();
        frigate.put("/api/review", "{\"success\":false}");
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofMinutes(1));
                    return stage.trouble().contains("its list of reviews: not a JSON list");
                });
        record(List.of(onRecord("2.1", EVENING.plusSeconds(60), EVENING.plusSeconds(70))));
        stage.pass(Duration.ofMinutes(10));
        awaitFilled(1);
        Await.until("well again", SOON, () -> stage.trouble().isEmpty());
    }

    @Test
    void a_slice_that_cannot_be_had_hinders_none_of_the_others() throws IOException {
        startAndHear();
        frigate.refuses = Optional.of("before=" + EVENING.plusSeconds(6 * 3_600).getEpochSecond());
        record(
                List.of(
                        onRecord("2.1", EVENING.plusSeconds(60), EVENING.plusSeconds(70)),
                        onRecord(
                                "2.2",
                                EVENING.plusSeconds(8 * 3_600),
                                EVENING.plusSeconds(8 * 3_600 + 9)),
                        onRecord(
                                "2.3",
                                EVENING.plusSeconds(20 * 3_600),
                                EVENING.plusSeconds(20 * 3_600 + 9))));
        stage.pass(Duration.ofHours(24));
        Await.until("the others", SOON, () -> stage.events().size() >= 3);
        stage.pass(Duration.ofMinutes(1)); // once only: after a week it is out of sight
        Await.until(
                "told",
                SOON,
                () -> stage.trouble().contains("its list of reviews: Frigate does not have it"));
        frigate.refuses = Optional.empty();
        stage.pass(Duration.ofMinutes(10));
        awaitFilled(3);
        Await.until("well again", SOON, () -> stage.trouble().isEmpty());
    }

    @Test
    void a_list_that_is_too_large_is_asked_for_in_smaller_ones() throws IOException {
        startAndHear();
        var reviews = new ArrayList<String>();
        for (int second = 0; second < 100; second++) {
            var at = EVENING.plusSeconds(60 + second);
            reviews.add(
                    onRecord("2." + second, at, at)
                            .replace("x.webp", "x".repeat(100_000) + ".webp"));
        }
        record(reviews);
        stage.pass(Duration.ofMinutes(10));
        awaitFilled(15);
        assertThat(stage.events().getLast().payload().json()).contains("\"2.99\"");
        assertThat(questions()).anyMatch(it -> it.endsWith("&limit=15"));
        awaitCompared();
        assertThat(stage.trouble()).isEmpty();
    }

    /// Pictures go on, and their answers say nothing of the gaps.
    @Test
    void a_record_that_never_answers_is_told_though_pictures_come() throws IOException {
        frigate.refuses = Optional.of("/api/review");
        frigate.refusesWith = 502;
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        stage.start();
        stage.awaitState(stage.review("1.5-heard", "1.5-abc"), PictureKind.SNAPSHOT, "ready");
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().contains("cannot be filled: Frigate answers 502");
                });
        frigate.snapshot("1.6-abc", FakeFrigate.jpeg(2_000));
        stage.awaitState(stage.review("1.6-next", "1.6-abc"), PictureKind.SNAPSHOT, "ready");
        assertThat(stage.trouble()).contains("cannot be filled");
        frigate.refuses = Optional.empty();
        Await.until(
                "well again",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().isEmpty();
                });
    }
}
