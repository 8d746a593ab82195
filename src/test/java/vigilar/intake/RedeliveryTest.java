package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import vigilar.intake.Redelivery.Judged;
import vigilar.intake.Redelivery.Remembered;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class RedeliveryTest {
    private static Digest digest(int letter) {
        return new Digest(letter, 0);
    }

    private static List<Digest> digests(String letters) {
        return letters.chars().mapToObj(RedeliveryTest::digest).toList();
    }

    /// What is new of the letters that arrive, in order.
    private static String fresh(Redelivery<Character> redelivery, String arriving) {
        var decided = new ArrayList<>(redelivery.connected(true));
        for (int i = 0; i < arriving.length(); i++) {
            var letter = arriving.charAt(i);
            decided.addAll(redelivery.arrived(letter, Optional.of(digest(letter))));
        }
        decided.addAll(redelivery.quiet());
        assertThat(decided)
                .as("all are decided, in order")
                .extracting(Judged::message)
                .containsExactlyElementsOf(
                        arriving.chars().mapToObj(letter -> (char) letter).toList());
        var fresh = new StringBuilder();
        decided.stream().filter(one -> !one.again()).map(Judged::message).forEach(fresh::append);
        return fresh.toString();
    }

    /// After a kill: nobody knows which acknowledgements arrived.
    private static <M> Redelivery<M> killed(String unsettled) {
        return new Redelivery<>(new Remembered(digests(unsettled)));
    }

    /// After the loss of a connection on which these were committed, and so many acknowledged.
    private static Redelivery<Character> cutOff(String committed, int acknowledged) {
        var redelivery = new Redelivery<Character>(Remembered.NOTHING);
        redelivery.connected(false);
        redelivery.stored(redelivery.with(digests(committed)), committed.length());
        redelivery.acknowledged(acknowledged, 0);
        return redelivery;
    }

    @Test
    void what_comes_again_after_a_kill_is_no_news() {
        assertThat(fresh(killed("abc"), "abcd")).isEqualTo("d");
        assertThat(fresh(killed("abcde"), "de")).isEmpty();
        assertThat(fresh(killed("abc"), "bc")).isEmpty();
        assertThat(fresh(killed("abc"), "c")).isEmpty();
    }

    @Test
    void fifty_of_alternating_opening_and_closing_come_again_and_none_is_news() {
        var fifty = "oc".repeat(25);
        for (int first = 0; first < 50; first++) {
            assertThat(fresh(killed(fifty), fifty.substring(first))).isEmpty();
            assertThat(fresh(killed(fifty), fifty.substring(first) + "x")).isEqualTo("x");
        }
    }

    @Test
    void eight_acknowledged_in_vain_and_forty_two_not_at_all_are_fifty_repeats() {
        assertThat(fresh(cutOff("oc".repeat(25), 8), "oc".repeat(25))).isEmpty();
        assertThat(fresh(cutOff("oc".repeat(25), 8), "oc".repeat(21))).isEmpty();
    }

    @Test
    void settled_history_swallows_nothing() {
        var redelivery = cutOff("ocococ", 6);
        redelivery.settle(Redelivery.SETTLED - 1);
        assertThat(redelivery.unsettled()).isEqualTo(6);
        redelivery.settle(Redelivery.SETTLED);
        assertThat(redelivery.unsettled()).isZero();
        assertThat(fresh(redelivery, "oc")).isEqualTo("oc");
        assertThat(fresh(killed(""), "oc")).isEqualTo("oc");
    }

    @Test
    void only_what_was_acknowledged_on_the_standing_connection_settles() {
        var redelivery = cutOff("abc", 3);
        redelivery.connected(true);
        redelivery.settle(Redelivery.SETTLED);
        assertThat(fresh(redelivery, "abc")).isEmpty();
    }

    @Test
    void repeats_settle_once_they_are_acknowledged_again() {
        var redelivery = cutOff("abc", 1);
        assertThat(fresh(redelivery, "bcd")).isEqualTo("d");
        redelivery.stored(redelivery.with(digests("d")), 1);
        redelivery.acknowledged(3, 0);
        assertThat(redelivery.unsettled()).isEqualTo(3);
        redelivery.settle(Redelivery.SETTLED);
        assertThat(redelivery.unsettled()).isZero();
    }

    @Test
    void an_acknowledgement_that_was_lost_makes_the_run_longer() {
        assertThat(fresh(cutOff("abcd", 3), "bcde")).isEqualTo("e");
    }

    @Test
    void a_run_without_what_was_never_acknowledged_is_news() {
        assertThat(fresh(cutOff("abc", 1), "c")).isEqualTo("c");
    }

    @Test
    void a_run_that_breaks_off_was_news_all_along() {
        assertThat(fresh(killed("abc"), "abx")).isEqualTo("abx");
        assertThat(fresh(killed("abc"), "ab")).isEqualTo("ab");
        assertThat(fresh(killed("abc"), "xc")).isEqualTo("xc");
    }

    @Test
    void a_run_that_completed_stays_a_repeat_when_a_longer_one_breaks_off() {
        assertThat(fresh(killed("ococ"), "ocx")).isEqualTo("x");
        assertThat(fresh(killed("ococ"), "ocox")).isEqualTo("ox");
    }

    @Test
    void a_broker_that_forgot_us_delivers_nothing_again() {
        var redelivery = RedeliveryTest.<String>killed("a");
        redelivery.connected(false);
        assertThat(redelivery.arrived("a", Optional.of(digest('a'))))
                .containsExactly(new Judged<>("a", false));
    }

    @Test
    void a_heartbeat_between_repeats_keeps_its_place_and_disturbs_nothing() {
        var redelivery = RedeliveryTest.<String>killed("ab");
        redelivery.connected(true);
        assertThat(redelivery.arrived("a", Optional.of(digest('a')))).isEmpty();
        assertThat(redelivery.arrived("beat", Optional.empty())).isEmpty();
        assertThat(redelivery.arrived("b", Optional.of(digest('b'))))
                .containsExactly(
                        new Judged<>("a", true),
                        new Judged<>("beat", false),
                        new Judged<>("b", true));
    }

    @Test
    void after_a_second_loss_of_the_link_the_repeats_are_known_once_more() {
        var redelivery = RedeliveryTest.<String>killed("ab");
        redelivery.connected(true);
        redelivery.arrived("a", Optional.of(digest('a')));
        assertThat(redelivery.connected(true)).isEmpty();
        assertThat(redelivery.arrived("a", Optional.of(digest('a')))).isEmpty();
        assertThat(redelivery.arrived("b", Optional.of(digest('b'))))
                .hasSize(2)
                .allMatch(Judged::again);
    }

    /// However little the messages differ.
    @Property
    void an_exact_repeat_of_any_length_is_never_doubled(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 'a', max = 'b') Integer> history,
            @ForAll @IntRange(max = 40) int acknowledged,
            @ForAll @IntRange(max = 40) int heard) {
        var committed = letters(history);
        var sent = Math.min(acknowledged, committed.length());
        var repeated = committed.substring(Math.min(heard, sent));
        assertThat(fresh(cutOff(committed, sent), repeated)).isEmpty();
        assertThat(fresh(killed(committed), repeated)).isEmpty();
    }

    @Property
    void news_that_differs_from_the_unsettled_is_never_missed(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 'a', max = 'b') Integer> history,
            @ForAll @IntRange(max = 40) int heard,
            @ForAll @Size(max = 10) List<@IntRange(min = 'c', max = 'd') Integer> news) {
        var committed = letters(history);
        var repeated = committed.substring(Math.min(heard, committed.length()));
        assertThat(fresh(killed(committed), repeated + letters(news))).isEqualTo(letters(news));
    }

    /// Whatever comes: only a run at the end of what was committed can be taken for a repeat, and
    /// only at the beginning of what comes.
    @Property
    void nothing_is_swallowed_but_a_run_that_was_committed(
            @ForAll @Size(max = 12) List<@IntRange(min = 'a', max = 'b') Integer> history,
            @ForAll @Size(max = 20) List<@IntRange(min = 'a', max = 'b') Integer> coming) {
        var arriving = letters(coming);
        var fresh = fresh(killed(letters(history)), arriving);
        assertThat(arriving).endsWith(fresh);
        assertThat(letters(history))
                .endsWith(arriving.substring(0, arriving.length() - fresh.length()));
    }

    private static String letters(List<Integer> codes) {
        var text = new StringBuilder();
        codes.forEach(text::appendCodePoint);
        return text.toString();
    }

    @Test
    void of_very_many_the_oldest_count_as_settled() {
        var redelivery = cutOff("x".repeat(Redelivery.MOST), 3);
        redelivery.stored(redelivery.with(digests("yz")), 2);
        assertThat(redelivery.unsettled()).isEqualTo(Redelivery.MOST);
        redelivery.settle(Redelivery.SETTLED);
        assertThat(redelivery.unsettled())
                .as("one of three was left")
                .isEqualTo(Redelivery.MOST - 1);
    }
}
