package vigilar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import static vigilar.pictures.PictureStage.EVENING;
import static vigilar.pictures.PictureStage.SOON;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import vigilar.event.Provenance;
import vigilar.event.Severity;
import vigilar.frontdoor.Await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What did not reach us over MQTT, from Frigate's own record.
class GapFillTest extends GapHouse {
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
        awaitCompared();
        stage.pass(Duration.ofMinutes(10));
        awaitCompared();
        var filled = stage.events().getLast();
        stage.awaitState(filled.id(), PictureKind.SNAPSHOT, "ready");
        assertThat(stage.events()).hasSize(2);
        assertThat(Provenance.of(filled.payload())).isEqualTo(Provenance.BACKFILLED);
        assertThat(Provenance.of(filled.payload()).mayAlarm()).isFalse();
        assertThat(filled.severity()).isEqualTo(Severity.WARNING);
        assertThat(filled.type().name()).isEqualTo("PERSON_DETECTED");
        assertThat(filled.payload().json()).contains("1.6-missed").contains("\"ts\":");
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

    /// A house that never heard a review has no gap behind it, but one from then on.
    @Test
    void what_was_over_before_the_first_comparison_is_never_brought_in() throws IOException {
        record(
                List.of(
                        onRecord("2.1", EVENING.minusSeconds(900), EVENING.minusSeconds(800)),
                        onRecord("2.2", EVENING.plusSeconds(300), EVENING.plusSeconds(310)),
                        onRecord("2.3", EVENING.minusSeconds(60), EVENING.plusSeconds(3 * 3_600))));
        stage.start();
        awaitFirstComparison();
        var first = new ReviewStore(stage.database).comparedSince();
        stage.pass(Duration.ofMinutes(10));
        awaitFilled(1);
        assertThat(stage.events().getFirst().payload().json()).contains("2.2");
        stage.pass(Duration.ofHours(4));
        awaitFilledInTime(2);
        stage.pass(Duration.ofMinutes(10));
        awaitCompared();
        assertThat(stage.events()).hasSize(2);
        assertThat(stage.events().getLast().payload().json()).contains("2.3");
        assertThat(new ReviewStore(stage.database).comparedSince()).isEqualTo(first);
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
        Await.until("all filled in", SOON, () -> stage.reviews() == 101);
        assertThat(questions()).anyMatch(it -> it.endsWith("&limit=15"));
        awaitCompared();
        assertThat(stage.trouble()).isEmpty();
    }

    @Test
    void more_reviews_than_frigate_lists_at_once_are_all_filled_in() throws IOException {
        startAndHear();
        var reviews = new ArrayList<String>();
        for (int second = 0; second < 1_200; second++) {
            var at = EVENING.plusSeconds(second);
            reviews.add(onRecord("2." + second, at, at.plusSeconds(20)));
        }
        record(reviews);
        stage.pass(Duration.ofHours(1));
        Await.until("all filled in", SOON.multipliedBy(2), () -> stage.reviews() == 1_201);
        awaitCompared();
        assertThat(stage.trouble()).isEmpty();
    }

    @Test
    void what_we_heard_while_pictures_were_fetched_is_no_gap() throws IOException {
        var once = new AtomicBoolean();
        frigate.meanwhile =
                asked -> {
                    if (asked.contains("snapshot") && once.compareAndSet(false, true)) {
                        var end = stage.now().plusSeconds(5);
                        record(List.of(onRecord("2.1", end.minusSeconds(9), end)));
                        stage.review("2.1", "2.1-d");
                        stage.pass(Duration.ofMinutes(10)); // a slow line
                    }
                };
        startAndHear();
        Await.until("asked for", SOON, once::get);
        Await.until("heard", SOON, () -> stage.reviews() == 2);
        awaitAllCompared();
        assertThat(stage.events()).hasSize(2);
    }

    @Test
    void what_we_hear_while_the_lists_are_asked_for_is_no_gap() throws IOException {
        startAndHear();
        var once = new AtomicBoolean();
        frigate.meanwhile =
                asked -> {
                    if (asked.contains("reviewed=1") && once.compareAndSet(false, true)) {
                        stage.review("2.1", "2.1-d");
                    }
                };
        record(List.of(onRecord("2.1", EVENING.plusSeconds(60), EVENING.plusSeconds(70))));
        stage.pass(Duration.ofMinutes(10));
        awaitCompared();
        assertThat(once).isTrue();
        assertThat(stage.events()).hasSize(2);
        assertThat(filled()).isZero();
    }

    /// The last moment: the message comes when the event of what was filled in is being written.
    @Test
    void what_we_hear_just_before_it_is_filled_in_is_not_filled_in() throws IOException {
        startAndHear();
        var once = new AtomicBoolean();
        stage.journal.beforeFilled =
                () -> {
                    if (once.compareAndSet(false, true)) {
                        stage.review("2.1", "2.1-d");
                    }
                };
        record(
                List.of(
                        onRecord("2.1", EVENING.plusSeconds(60), EVENING.plusSeconds(70)),
                        onRecord("2.2", EVENING.plusSeconds(80), EVENING.plusSeconds(90))));
        stage.pass(Duration.ofMinutes(10));
        awaitFilled(1);
        awaitCompared();
        assertThat(stage.events()).hasSize(3);
        assertThat(stage.events().getLast().payload().json()).contains("2.2");
        assertThat(stage.trouble()).isEmpty();
    }

    @Test
    void a_house_in_which_something_happens_all_the_time_is_filled_in_at_once() throws IOException {
        startAndHear();
        var others = new AtomicInteger();
        stage.journal.beforeFilled =
                () -> {
                    var other = "3." + others.incrementAndGet();
                    stage.review(other, other + "-d");
                };
        var reviews = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            var at = EVENING.plusSeconds(60 + i);
            reviews.add(onRecord("2." + i, at, at.plusSeconds(9)));
        }
        record(reviews);
        stage.pass(Duration.ofMinutes(10));
        awaitFilled(20);
        assertThat(others).hasValue(20);
        assertThat(stage.trouble()).isEmpty();
    }
}
