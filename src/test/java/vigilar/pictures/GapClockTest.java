package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.pictures.PictureStage.EVENING;
import static vigilar.pictures.PictureStage.SOON;

import org.junit.jupiter.api.Test;

import vigilar.frontdoor.Await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Clocks that are wrong while gaps are filled.
class GapClockTest extends GapHouse {
    @Test
    void while_the_clock_was_never_set_nothing_is_compared_and_afterwards_no_past_is_brought_in()
            throws IOException {
        var past = EVENING.minus(Duration.ofDays(2));
        record(
                List.of(
                        onRecord("1.6-old", past, past.plusSeconds(9)),
                        onRecord("2.1", EVENING.plusSeconds(700), EVENING.plusSeconds(709))));
        stage.setClock(Instant.EPOCH.plusSeconds(20));
        startAndHear(); // the first review of this house, in 1970
        stage.pass(Duration.ofMinutes(10));
        awaitRounds();
        assertThat(questions()).isEmpty();
        stage.setClock(EVENING);
        Await.until("compared", SOON, () -> comparedUntil().equals(Optional.of(EVENING)));
        stage.pass(Duration.ofMinutes(20));
        Await.until("filled in", SOON, () -> stage.reviews() == 2);
        stage.pass(Duration.ofMinutes(10));
        awaitCompared();
        assertThat(filled()).isEqualTo(1);
    }

    @Test
    void a_clock_that_is_set_back_by_two_hours_stops_no_comparing_and_doubles_nothing()
            throws IOException {
        startAndHear();
        stage.pass(Duration.ofMinutes(10));
        awaitCompared();
        stage.setClock(EVENING.minus(Duration.ofHours(2)));
        Await.until("noticed", SOON, () -> !comparedUntil().orElseThrow().isAfter(stage.now()));
        var seen = stage.now().plusSeconds(60);
        record(
                List.of(
                        onRecord("1.5-heard", EVENING.minusSeconds(10), EVENING.minusSeconds(1)),
                        onRecord("2.1", seen, seen.plusSeconds(9))));
        stage.pass(Duration.ofMinutes(10));
        awaitAllCompared();
        assertThat(filled()).isEqualTo(1);
        stage.setClock(EVENING.plus(Duration.ofDays(1)));
        awaitAllCompared();
        assertThat(filled()).isEqualTo(1);
        assertThat(stage.trouble()).isEmpty();
    }

    @Test
    void a_clock_that_is_ten_days_behind_for_a_while_brings_in_nothing_from_before_this_house()
            throws IOException {
        var old = EVENING.minus(Duration.ofDays(3));
        record(List.of(onRecord("2.1", old, old.plusSeconds(9))));
        startAndHear();
        stage.pass(Duration.ofMinutes(10));
        awaitCompared();
        stage.setClock(EVENING.minus(Duration.ofDays(10)));
        Await.until("noticed", SOON, () -> !comparedUntil().orElseThrow().isAfter(stage.now()));
        stage.pass(Duration.ofMinutes(10));
        awaitAllCompared();
        stage.setClock(EVENING.plus(Duration.ofHours(1)));
        awaitAllCompared();
        assertThat(filled()).isZero();
        var seen = stage.now().plusSeconds(60);
        record(List.of(onRecord("2.2", seen, seen.plusSeconds(9))));
        stage.pass(Duration.ofMinutes(10));
        awaitAllCompared();
        assertThat(filled()).isEqualTo(1);
    }

    @Test
    void a_clock_that_is_a_month_ahead_for_one_comparison_forgets_no_gap_and_doubles_nothing()
            throws IOException {
        startAndHear();
        stage.pass(Duration.ofMinutes(10));
        awaitCompared();
        var absence = stage.now();
        stage.setClock(absence.plus(Duration.ofDays(30)));
        awaitAllCompared();
        record(
                List.of(
                        onRecord("1.5-heard", EVENING.minusSeconds(10), EVENING.minusSeconds(1)),
                        onRecord("2.1", absence.plusSeconds(60), absence.plusSeconds(69))));
        stage.setClock(absence.plus(Duration.ofHours(12)));
        awaitAllCompared();
        assertThat(filled()).isEqualTo(1);
        assertThat(stage.trouble()).isEmpty();
    }
}
