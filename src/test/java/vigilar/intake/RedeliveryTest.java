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
    private static String fresh(Remembered remembered, String arriving) {
        var redelivery = new Redelivery<Character>(remembered);
        var decided = new ArrayList<>(redelivery.connected(true));
        for (int i = 0; i < arriving.length(); i++) {
            var letter = arriving.charAt(i);
            decided.addAll(redelivery.arrived(letter, Optional.of(digest(letter))));
        }
        decided.addAll(redelivery.quiet());
        assertThat(decided).as("nothing is left out").hasSize(arriving.length());
        var fresh = new StringBuilder();
        decided.stream().filter(one -> !one.again()).map(Judged::message).forEach(fresh::append);
        return fresh.toString();
    }

    private static Remembered owing(String letters, int owed) {
        return new Remembered(digests(letters), owed);
    }

    @Test
    void what_was_not_acknowledged_and_comes_again_is_no_news() {
        assertThat(fresh(owing("abc", 3), "abcd")).isEqualTo("d");
        assertThat(fresh(owing("abcde", 2), "de")).isEmpty();
    }

    @Test
    void fifty_of_alternating_opening_and_closing_come_again_and_none_is_news() {
        var fifty = "oc".repeat(25);
        assertThat(fresh(owing(fifty, 50), fifty)).isEmpty();
        assertThat(fresh(owing(fifty, 50), fifty + "oc")).isEqualTo("oc");
    }

    @Test
    void acknowledged_history_swallows_nothing() {
        assertThat(fresh(owing("ocococ", 0), "oc")).isEqualTo("oc");
        assertThat(fresh(owing("ocococ", 2), "ococ")).isEqualTo("oc");
    }

    @Test
    void an_acknowledgement_that_was_lost_makes_the_run_longer() {
        assertThat(fresh(owing("abcd", 1), "bcde")).isEqualTo("e");
    }

    @Test
    void a_run_that_breaks_off_was_news_all_along() {
        assertThat(fresh(owing("abc", 3), "abx")).isEqualTo("abx");
        assertThat(fresh(owing("abc", 3), "ab")).isEqualTo("ab");
        assertThat(fresh(owing("abc", 1), "xc")).isEqualTo("xc");
    }

    @Test
    void a_broker_that_forgot_us_delivers_nothing_again() {
        var redelivery = new Redelivery<String>(owing("a", 1));
        redelivery.connected(false);
        assertThat(redelivery.arrived("a", Optional.of(digest('a'))))
                .containsExactly(new Judged<>("a", false));
    }

    @Test
    void a_heartbeat_between_repeats_keeps_its_place_and_disturbs_nothing() {
        var redelivery = new Redelivery<String>(owing("ab", 2));
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
        var redelivery = new Redelivery<String>(owing("ab", 2));
        redelivery.connected(true);
        redelivery.arrived("a", Optional.of(digest('a')));
        assertThat(redelivery.connected(true)).isEmpty();
        assertThat(redelivery.arrived("a", Optional.of(digest('a')))).isEmpty();
        assertThat(redelivery.arrived("b", Optional.of(digest('b'))))
                .hasSize(2)
                .allMatch(Judged::again);
    }

    /// However little the messages differ: what the broker had to repeat is never doubled when it
    /// repeats just that, and of what follows nothing is lost.
    @Property
    void no_message_is_ever_missed_and_an_exact_repeat_is_never_doubled(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 'a', max = 'b') Integer> history,
            @ForAll @IntRange(min = 1, max = 40) int owedAtMost,
            @ForAll @Size(max = 10) List<@IntRange(min = 'a', max = 'b') Integer> news) {
        var committed = letters(history);
        var owed = Math.min(owedAtMost, committed.length());
        var repeated = committed.substring(committed.length() - owed);
        assertThat(fresh(owing(committed, owed), repeated + letters(news)))
                .isEqualTo(letters(news));
    }

    private static String letters(List<Integer> codes) {
        var text = new StringBuilder();
        codes.forEach(text::appendCodePoint);
        return text.toString();
    }

    @Test
    void only_the_last_receive_maximum_is_remembered() {
        var redelivery = new Redelivery<String>(Remembered.NOTHING);
        var many = digests("x".repeat(Redelivery.MOST + 5));
        assertThat(redelivery.with(many).committed()).hasSize(Redelivery.MOST);
    }
}
