package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.pictures.PictureStage.EVENING;
import static vigilar.pictures.PictureStage.SOON;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.event.Event;
import vigilar.frontdoor.Await;
import vigilar.intake.Intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/// A Frigate that is in trouble while gaps are filled.
class GapTroubleTest extends GapHouse {
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
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(10));
                    return stage.trouble()
                            .contains("its list of reviews: Frigate does not have it");
                });
        assertThat(comparedUntil().orElseThrow()).isBefore(EVENING.plusSeconds(6 * 3_600));
        frigate.refuses = Optional.empty();
        stage.pass(Duration.ofMinutes(30));
        awaitFilled(3);
        Await.until("well again", SOON, () -> stage.trouble().isEmpty());
    }

    /// Pictures go on, and their answers say nothing of the gaps.
    @Test
    void a_record_that_never_answers_is_told_though_pictures_come() throws IOException {
        frigate.refuses = Optional.of("/api/review?");
        frigate.refusesWith = 502;
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        stage.start();
        stage.awaitState(stage.review("1.5-heard", "1.5-abc"), PictureKind.SNAPSHOT, "ready");
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().contains("events may be missing: Frigate answers 502");
                });
        frigate.snapshot("1.6-abc", FakeFrigate.jpeg(2_000));
        stage.awaitState(stage.review("1.6-next", "1.6-abc"), PictureKind.SNAPSHOT, "ready");
        assertThat(stage.trouble()).contains("events may be missing");
        frigate.refuses = Optional.empty();
        Await.until(
                "well again",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().isEmpty();
                });
    }

    @Test
    void while_the_bus_is_not_heard_and_half_a_minute_after_nothing_is_filled_in()
            throws IOException {
        stage.hears = false; // not even tried yet
        startAndHear();
        record(List.of(onRecord("2.1", EVENING.plusSeconds(60), EVENING.plusSeconds(70))));
        stage.pass(Duration.ofMinutes(10));
        awaitRounds();
        stage.health.down(Intake.PART, "the broker is away");
        stage.pass(Duration.ofMinutes(10));
        awaitRounds();
        stage.health.up(Intake.PART);
        awaitRounds();
        stage.pass(Duration.ofSeconds(29));
        awaitRounds();
        assertThat(questions()).isEmpty();
        stage.pass(Duration.ofSeconds(2));
        awaitFilled(1);
    }

    @Test
    void a_record_that_hangs_holds_up_no_picture_and_is_told() throws IOException {
        stage.patience =
                new Patience(
                        Duration.ofSeconds(60), Duration.ofMillis(200), Duration.ofSeconds(20));
        var open = new CountDownLatch(1);
        frigate.meanwhile =
                asked -> {
                    if (asked.startsWith("/api/review?")) {
                        awaitQuietly(open);
                    }
                };
        startAndHear();
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().contains("Frigate does not answer: no answer within");
                });
        awaitRounds();
        assertThat(stage.trouble()).contains("Frigate does not answer: no answer within");
        open.countDown();
        awaitWell();
    }

    @Test
    void gaps_are_filled_though_no_picture_comes_and_the_board_says_so_all_the_time()
            throws IOException {
        // it lists, and has no other word; an answer of any kind would be one of pictures
        frigate.meanwhile = asked -> frigate.trouble = asked.startsWith("/api/review?") ? 0 : 502;
        startAndHear();
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().contains("pictures of the cameras cannot be had");
                });
        var seen = stage.now();
        record(List.of(onRecord("2.1", seen.plusSeconds(60), seen.plusSeconds(70))));
        Await.until(
                "filled in",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return filled() == 1;
                });
        for (int i = 0; i < 4; i++) {
            awaitAsked("/api/review?");
            assertThat(stage.trouble()).contains("pictures of the cameras cannot be had");
        }
    }

    @Test
    void when_frigate_lists_again_after_an_absence_what_waits_is_fetched_at_once()
            throws IOException {
        startAndHear();
        frigate.trouble = 503;
        stage.database.write(it -> it.execute("UPDATE picture SET tries = 20")).join();
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().contains("cannot be had: Frigate answers 503");
                });
        awaitAsked("/api/review?");
        frigate.snapshot("1.5-abc", FakeFrigate.jpeg(2_000));
        stage.database
                .write(
                        it ->
                                it.execute(
                                        "UPDATE picture SET next_ms = ?",
                                        stage.now().plusSeconds(1_800).toEpochMilli()))
                .join();
        frigate.trouble = 0;
        stage.pass(Duration.ofMinutes(3));
        stage.awaitState(stage.events().getFirst().id(), PictureKind.SNAPSHOT, "ready");
        Await.until("well again", SOON, stage::isUp);
    }

    /// A slow list of last night is no absence: pictures keep their pauses, or they would be tried
    /// to the end within two hours. The same as above, but for what does not answer.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_old_list_that_cannot_be_had_makes_no_picture_hurry(boolean late) throws IOException {
        stage.patience =
                new Patience(
                        Duration.ofSeconds(60), Duration.ofMillis(200), Duration.ofSeconds(20));
        startAndHear();
        var old = "before=" + EVENING.plusSeconds(6 * 3_600).getEpochSecond();
        var open = new CountDownLatch(1);
        frigate.refuses = Optional.of(old).filter(_ -> !late);
        frigate.refusesWith = 502;
        frigate.meanwhile =
                asked -> {
                    if (late && asked.contains(old)) {
                        awaitQuietly(open);
                    }
                };
        stage.awaitTries(1);
        stage.pass(Duration.ofHours(11));
        stage.awaitTries(2);
        for (int i = 0; i < 4; i++) {
            var next = stage.now().plusSeconds(3_000);
            stage.database
                    .write(it -> it.execute("UPDATE picture SET next_ms = ?", next.toEpochMilli()))
                    .join();
            awaitAsked(it -> it.contains(old));
            awaitAsked(it -> !it.contains(old));
            assertThat(stage.nextTry()).isEqualTo(next);
        }
        open.countDown();
    }

    private void awaitAsked(Predicate<String> which) {
        int before = questions().size();
        Await.until(
                "asked",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(1));
                    return questions().stream().skip(before).anyMatch(which);
                });
    }

    @Test
    void a_full_disk_of_ours_is_not_told_as_frigates_fault() throws IOException {
        Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/full")));
        startAndHear();
        stage.awaitTries(1);
        frigate.meanwhile =
                asked -> {
                    if (asked.startsWith("/api/review?")) {
                        try {
                            Files.createSymbolicLink(
                                    folder.resolve("pictures/reviews.part"), Path.of("/dev/full"));
                        } catch (IOException wrong) {
                            throw new UncheckedIOException(wrong);
                        }
                    }
                };
        stage.pass(Duration.ofMinutes(10));
        Await.until("told", SOON, () -> stage.trouble().contains("cannot be written to disk"));
        assertThat(stage.trouble()).doesNotContain("does not answer");
        frigate.meanwhile = _ -> {};
        awaitWell();
    }

    @Test
    void when_frigate_lists_again_and_no_picture_waits_the_part_is_well() throws IOException {
        startAndHear();
        frigate.trouble = 503;
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().contains("cannot be had: Frigate answers 503");
                });
        stage.database.write(it -> it.execute("UPDATE picture SET state = 'given_up'")).join();
        frigate.trouble = 0;
        awaitWell();
    }

    @Test
    void what_could_not_be_had_for_a_week_is_told_for_a_day() throws IOException {
        startAndHear();
        frigate.refuses = Optional.of("/api/review?");
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return stage.trouble().contains("cannot be compared with ours");
                });
        stage.pass(Duration.ofDays(9));
        awaitAsked("/api/review?");
        frigate.refuses = Optional.empty();
        Await.until(
                "told as lost",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(5));
                    return stage.trouble().contains("could not be had for a week, so events may");
                });
        Await.until(
                "compared",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(5));
                    return comparedUntil().orElseThrow().plusSeconds(3_600).isAfter(stage.now());
                });
        assertThat(stage.trouble()).contains("could not be had for a week");
        stage.pass(Duration.ofHours(25));
        Await.until("well again", SOON, stage::isUp);
    }

    /// The board forgets it over a restart; the journal does not, and nobody is told twice.
    @Test
    void what_is_given_up_is_an_event_once_whatever_is_started_anew() throws IOException {
        startAndHear();
        frigate.refuses = Optional.of("/api/review?");
        frigate.refusesWith = 502;
        awaitAsked("/api/review?");
        awaitAsked("/api/review?");
        stage.pass(Duration.ofDays(8));
        Await.until(
                "told",
                SOON,
                () -> {
                    stage.pass(Duration.ofSeconds(20));
                    return !gaps().isEmpty();
                });
        var told = gaps();
        assertThat(told).hasSize(1);
        var payload = told.getFirst().payload().json();
        assertThat(payload)
                .contains("\"why\":\"Frigate answers 502\"")
                .contains("\"from\":\"" + EVENING + "\"");
        var end = comparedUntil().orElseThrow();
        assertThat(payload).contains("\"to\":\"" + end + "\"");
        assertThat(end).isBefore(stage.now().minus(GapPlan.FARTHEST).plusSeconds(60));
        restart();
        awaitAsked("/api/review?");
        awaitAsked("/api/review?");
        assertThat(gaps()).isEqualTo(told);
    }

    private void restart() throws IOException {
        var then = stage.now();
        stage.leave();
        stage = new PictureStage(folder, frigate);
        stage.setClock(then);
        stage.start();
        stage.pass(Duration.ofMinutes(1));
    }

    private List<Event> gaps() {
        return stage.events().stream().filter(it -> it.type().equals(RecordGap.TYPE)).toList();
    }
}
