package vigilar.bench.field;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// A checker that cannot fail proves nothing: here is one breach of each kind.
class CheckerTest {
    private static final String RUN = "run-1";
    private static final List<Account> NOBODY = List.of();

    private static Ledger.Promise promise(long n) {
        return new Ledger.Promise(spoken(n), n);
    }

    private static Message spoken(long n) {
        return new Message("hall", n, "v/hall/motion", row(1, n).payload(), Message.Kind.NUMBERED);
    }

    private static Ledger.Promise twin(long n) {
        return new Ledger.Promise(bell(n), n);
    }

    private static Message bell(long n) {
        return new Message("hall", n, "v/hall/bell", ring(1).payload(), Message.Kind.TWIN);
    }

    private static Stored row(long id, long n) {
        return new Stored(id, "hall", "M", "v/hall/motion", "{\"run\":\"run-1\",\"n\":" + n + "}");
    }

    private static Stored ring(long id) {
        return new Stored(id, "hall", "M", "v/hall/bell", "{\"run\":\"run-1\"}");
    }

    private static Verdict check(List<Ledger.Promise> promises, Stored... journal) {
        return check(promises, List.of(), List.of(), journal);
    }

    private static Verdict check(
            List<Ledger.Promise> promises,
            List<Message> sentAgain,
            List<Lapse> lapses,
            Stored... journal) {
        return Checker.check(RUN, promises, sentAgain, lapses, List.of(journal), NOBODY);
    }

    @Test
    void what_was_acknowledged_and_is_there_once_is_well() {
        var verdict = check(List.of(promise(0), promise(1)), row(1, 0), row(2, 1));
        assertThat(verdict).isEqualTo(new Verdict(2, 2, 0, List.of(), List.of()));
    }

    @Test
    void an_acknowledged_one_that_is_missing_is_told() {
        assertThat(check(List.of(promise(0), promise(1)), row(1, 0)).breaches())
                .singleElement()
                .asString()
                .contains("acknowledged and not stored: 1, such as [1]");
    }

    @Test
    void one_that_is_there_twice_is_told_also_when_nobody_had_an_acknowledgement() {
        assertThat(check(List.of(), row(1, 7), row(2, 7)).breaches())
                .singleElement()
                .asString()
                .contains("stored twice: 1, such as [7]");
    }

    @Test
    void one_that_stands_behind_a_later_one_is_told_where_neither_was_sent_again() {
        assertThat(check(List.of(), row(1, 1), row(2, 0), row(3, 2)).breaches())
                .singleElement()
                .asString()
                .contains("behind a later one, and neither was sent again: 1, such as [0]");
    }

    @Test
    void one_that_was_sent_again_may_stand_behind_a_later_one_and_is_counted() {
        var verdict =
                check(List.of(), List.of(spoken(0)), List.of(), row(1, 1), row(2, 0), row(3, 2));
        assertThat(verdict.overtaken()).isEqualTo(1);
        assertThat(verdict.isWell()).isTrue();
    }

    @Test
    void what_was_sent_again_excuses_no_other_one() {
        var again = List.of(spoken(3));
        assertThat(check(List.of(), again, List.of(), row(1, 3), row(2, 1), row(3, 0)).breaches())
                .singleElement()
                .asString()
                .endsWith("1, such as [0]");
    }

    @Test
    void one_that_is_stored_with_another_content_is_told() {
        var other = new Stored(1, "hall", "M", "v/hall/motion", "{\"n\":0,\"run\":\"run-1\"}");
        assertThat(check(List.of(promise(0)), other).breaches())
                .containsExactly("v/hall/motion: stored with another content: 1, such as [0]");
        var bell = new Stored(1, "hall", "M", "v/hall/bell", "{\"run\":\"run-1\",\"x\":1}");
        assertThat(check(List.of(twin(0)), bell).breaches())
                .containsExactly("v/hall/bell: stored with another content: 1, such as [-1]");
    }

    @Test
    void only_what_was_acknowledged_just_before_a_fault_may_be_lost_there() {
        var verdict =
                check(
                        List.of(promise(10), promise(20), promise(30)),
                        List.of(),
                        List.of(new Lapse(15, 25, false)));
        assertThat(verdict.forgiven())
                .containsExactly("v/hall/motion: acknowledged and not stored: 1, such as [20]");
        assertThat(verdict.breaches())
                .containsExactly("v/hall/motion: acknowledged and not stored: 2, such as [10, 30]");
    }

    @Test
    void of_equal_messages_no_more_may_be_lost_than_were_acknowledged_just_before() {
        var three = List.of(twin(10), twin(20), twin(30));
        var lapses = List.of(new Lapse(15, 25, false));
        assertThat(check(three, List.of(), lapses, ring(1), ring(2)).isWell()).isTrue();
        assertThat(check(three, List.of(), lapses, ring(1)).isWell()).isFalse();
    }

    @Test
    void a_hole_between_ids_is_told() {
        assertThat(check(List.of(), row(1, 0), row(3, 1)).breaches())
                .containsExactly("the journal has a hole before event 3");
    }

    @Test
    void of_equal_messages_as_many_are_stored_as_were_acknowledged() {
        var two = List.of(twin(0), twin(1));
        assertThat(check(two, ring(1)).isWell()).isFalse();
        assertThat(check(two, ring(1), ring(2)).isWell()).isTrue();
        assertThat(check(two, ring(1), ring(2), ring(3)).isWell()).isFalse();
    }

    @Test
    void only_a_broker_that_repeats_excuses_equal_ones_that_are_stored_again() {
        var one = List.of(twin(20));
        var silent = List.of(new Lapse(15, 25, false));
        var twice = List.of(new Lapse(15, 25, true), new Lapse(35, 45, true));
        assertThat(check(one, List.of(), silent, ring(1), ring(2)).isWell()).isFalse();
        assertThat(check(one, List.of(), twice, ring(1), ring(2), ring(3)).isWell()).isTrue();
        assertThat(check(one, List.of(), twice, ring(1), ring(2), ring(3), ring(4)).isWell())
                .isFalse();
    }

    @Test
    void an_equal_message_that_was_sent_again_may_be_there_twice() {
        var verdict = check(List.of(twin(0)), List.of(bell(0)), List.of(), ring(1), ring(2));
        assertThat(verdict.isWell()).isTrue();
    }

    @Test
    void rows_of_another_run_do_not_count() {
        var other = new Stored(1, "hall", "M", "v/hall/motion", "{\"run\":\"run-0\",\"n\":0}");
        assertThat(check(List.of(), other).stored()).isZero();
    }

    @Test
    void a_viewer_that_is_behind_or_saw_a_hole_is_told() {
        var told = new ArrayList<String>();
        var accounts =
                List.of(
                        new Account(0, 0, 1, 1, 1, 0, List.of()),
                        new Account(1, 0, 2, 1, 1, 0, List.of("a hole before 2, after 0")),
                        new Account(2, 0, 2, 2, 1, 0, List.of()));
        told.addAll(
                Checker.check(
                                RUN,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(row(1, 0), row(2, 1)),
                                accounts)
                        .breaches());
        assertThat(told)
                .containsExactly(
                        "viewer 0 saw events up to 1 of 2",
                        "viewer 1: a hole before 2, after 0",
                        "viewer 1 saw 1 events of 2");
    }
}
