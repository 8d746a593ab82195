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
        return new Ledger.Promise(
                new Message("hall", n, "v/hall/motion", "", Message.Kind.NUMBERED), n);
    }

    private static Ledger.Promise twin(long n) {
        return new Ledger.Promise(bell(n), n);
    }

    private static Message bell(long n) {
        return new Message("hall", n, "v/hall/bell", "", Message.Kind.TWIN);
    }

    private static Stored row(long id, long n) {
        return new Stored(id, "hall", "M", "v/hall/motion", "{\"run\":\"run-1\",\"n\":" + n + "}");
    }

    private static Stored ring(long id) {
        return new Stored(id, "hall", "M", "v/hall/bell", "{\"run\":\"run-1\"}");
    }

    private static Verdict check(List<Ledger.Promise> promises, Stored... journal) {
        return Checker.check(RUN, promises, List.of(), List.of(journal), NOBODY);
    }

    @Test
    void what_was_acknowledged_and_is_there_once_is_well() {
        var verdict = check(List.of(promise(0), promise(1)), row(1, 0), row(2, 1));
        assertThat(verdict).isEqualTo(new Verdict(2, 2, 0, List.of()));
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
    void an_overtaken_one_is_counted_and_is_no_breach() {
        var verdict = check(List.of(), row(1, 1), row(2, 0), row(3, 2));
        assertThat(verdict.overtaken()).isEqualTo(1);
        assertThat(verdict.isWell()).isTrue();
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
    void an_equal_message_that_was_sent_again_may_be_there_twice() {
        var verdict =
                Checker.check(
                        RUN, List.of(twin(0)), List.of(bell(0)), List.of(ring(1), ring(2)), NOBODY);
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
                Checker.check(RUN, List.of(), List.of(), List.of(row(1, 0), row(2, 1)), accounts)
                        .breaches());
        assertThat(told)
                .containsExactly(
                        "viewer 0 saw events up to 1 of 2",
                        "viewer 1: a hole before 2, after 0",
                        "viewer 1 saw 1 events of 2");
    }
}
