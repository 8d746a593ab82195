package vigilar.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which targets count as reached, and which do not.
class TargetTest {
    private static final String OURS = "Vigilar";
    private static final String PEER = "the simple design";

    private static String judged(Target target, Reading... readings) {
        return target.judge("figure", List.of(readings)).map(Object::toString).orElse("");
    }

    private static Reading delivered(String contender, double... runs) {
        return reading(contender, "delivered", runs);
    }

    private static Reading reading(String contender, String quantity, double... runs) {
        return new Reading(
                "figure", contender, quantity, "/s", Arrays.stream(runs).boxed().toList());
    }

    private static Reading p99(double... runs) {
        return reading(OURS, "p99", runs);
    }

    @Test
    void one_good_run_among_bad_ones_does_not_reach_a_target() {
        var target = Target.atMost(OURS, "p99", 10);
        assertThat(judged(target, p99(9, 30, 36, 40, 50))).startsWith("MISSED");
        assertThat(judged(target, p99(9, 9.5, 36, 40, 50))).startsWith("MISSED");
        assertThat(judged(Target.atLeast(OURS, "p99", 100), p99(20, 30, 40, 50, 101)))
                .startsWith("MISSED");
    }

    @Test
    void a_missed_target_ends_the_program_with_1() {
        assertThat(exit(Judgement.Verdict.REACHED, Judgement.Verdict.TIE)).isZero();
        assertThat(exit(Judgement.Verdict.TOLD, Judgement.Verdict.NOT_MEASURED)).isZero();
        assertThat(exit(Judgement.Verdict.REACHED, Judgement.Verdict.MISSED)).isOne();
        assertThat(exit(Judgement.Verdict.INCOMPARABLE)).isOne();
        assertThat(Bench.exitCode(List.of(), List.of("idle: no house"))).isOne();
    }

    private static int exit(Judgement.Verdict... verdicts) {
        return Bench.exitCode(
                Arrays.stream(verdicts).map(it -> new Judgement("figure", it, "so")).toList(),
                List.of());
    }

    @Test
    void a_median_that_reaches_the_target_is_enough() {
        assertThat(judged(Target.atMost(OURS, "p99", 10), p99(5.1, 9, 9.9, 20, 36)))
                .startsWith("reached");
        assertThat(judged(Target.atLeast(OURS, "p99", 10), p99(2, 3, 10, 11, 12)))
                .startsWith("reached");
    }

    @Test
    void a_tie_within_the_spread_counts_and_says_so() {
        var tie = judged(Target.atMost(OURS, "p99", 10), p99(8, 9.8, 10.2, 10.4, 12));
        assertThat(tie).startsWith("reached").contains("a tie");
        assertThat(judged(Target.atMost(OURS, "p99", 10), p99(9.9, 10.1, 10.2, 10.4, 12)))
                .as("three quarters of the runs are beyond the target")
                .startsWith("MISSED");
    }

    @Test
    void fewer_than_five_runs_have_no_spread_that_could_make_a_tie() {
        assertThat(judged(Target.atMost(OURS, "p99", 10), p99(8, 10.2, 10.4))).startsWith("MISSED");
    }

    @Test
    void the_best_run_beside_the_peers_worst_does_not_make_five_times() {
        var five = Target.timesOf(OURS, "delivered", 5, PEER);
        assertThat(
                        judged(
                                five,
                                delivered(OURS, 331_000, 359_000, 362_000),
                                delivered(PEER, 69_000, 89_000, 90_000)))
                .startsWith("MISSED")
                .contains("4.03 ×");
        assertThat(
                        judged(
                                five,
                                delivered(OURS, 331_000, 350_000, 359_000, 361_000, 362_000),
                                delivered(PEER, 69_000, 70_000, 89_000, 90_000, 90_000)))
                .startsWith("MISSED");
    }

    @Test
    void a_ratio_whose_spreads_meet_at_the_target_is_a_tie() {
        assertThat(
                        judged(
                                Target.timesOf(OURS, "delivered", 5, PEER),
                                delivered(OURS, 480, 490, 495, 510, 520),
                                delivered(PEER, 95, 98, 100, 101, 110)))
                .startsWith("reached")
                .contains("a tie");
    }

    @Test
    void nothing_is_faster_than_a_peer_that_delivered_nothing() {
        var readings =
                new ArrayList<>(
                        List.of(
                                delivered(OURS, 296_000, 296_000, 296_000),
                                delivered(PEER, 0, 0, 0),
                                p99(266, 266, 266),
                                reading(PEER, "p99", 0, 0, 0)));
        for (var target :
                List.of(
                        Target.timesOf(OURS, "delivered", 50, PEER),
                        Target.noMoreThan(OURS, "p99", PEER))) {
            assertThat(judged(target, readings.toArray(Reading[]::new)))
                    .startsWith("cannot be compared")
                    .doesNotContain("∞", "NaN", "reached");
        }
    }

    @Test
    void times_of_a_house_that_delivered_nothing_reach_no_target() {
        assertThat(judged(Target.atMost(OURS, "p99", 10), delivered(OURS, 0, 0, 0), p99(0, 0, 0)))
                .startsWith("MISSED");
    }

    @Test
    void what_was_to_be_measured_of_the_house_and_was_not_is_missed() {
        assertThat(judged(Target.atMost(OURS, "p99", 10), delivered(OURS, 5))).startsWith("MISSED");
    }

    @Test
    void a_single_loss_in_any_run_counts() {
        assertThat(
                        judged(
                                Target.none(OURS, "not delivered"),
                                reading(OURS, "not delivered", 0, 0, 0, 0, 1)))
                .startsWith("MISSED");
    }

    @Test
    void a_peer_that_was_not_asked_for_is_named_and_is_no_failure() {
        assertThat(judged(Target.timesOf(OURS, "delivered", 50, PEER), delivered(OURS, 5)))
                .startsWith("not judged")
                .contains(PEER);
    }
}
