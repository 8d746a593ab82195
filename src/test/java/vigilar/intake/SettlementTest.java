package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.bus.BusException;
import vigilar.intake.Redelivery.Sent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class SettlementTest {
    private static final Digest OPEN = new Digest('o', 0);

    private final List<CompletableFuture<Void>> asked = new ArrayList<>();
    private final List<Long> askedOf = new ArrayList<>();
    private final Redelivery redelivery = new Redelivery(List.of());
    private final Settlement settlement =
            new Settlement(
                    connection -> {
                        askedOf.add(connection);
                        var answer = new CompletableFuture<Void>();
                        asked.add(answer);
                        return answer;
                    });
    private long connection = 1;
    private long now = System.nanoTime();

    private void acknowledge(int packet) {
        redelivery.takes(new Sent(packet, OPEN));
        redelivery.saved();
        redelivery.acknowledged(packet);
    }

    /// As the loop does four times a second.
    private void look() {
        now += TimeUnit.MILLISECONDS.toNanos(250);
        settlement.look(redelivery, connection, now);
    }

    @Test
    void however_long_a_broker_is_behind_an_acknowledgement_that_it_has_not_read_may_be_lost() {
        acknowledge(1);
        for (int i = 0; i < 1_000; i++) {
            look();
        }
        assertThat(redelivery.unsettled()).isEqualTo(1);
        assertThat(asked).hasSize(1);
        asked.getFirst().complete(null);
        look();
        assertThat(redelivery.unsettled()).isZero();
    }

    @Test
    void an_answer_says_nothing_of_what_was_acknowledged_after_the_question() {
        acknowledge(1);
        look();
        acknowledge(2);
        asked.getFirst().complete(null);
        look();
        assertThat(redelivery.unsettled()).isEqualTo(1);
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_link_that_died_without_a_word_settles_nothing() {
        acknowledge(1);
        look();
        asked.getFirst().completeExceptionally(new BusException("the link is lost"));
        redelivery.connected(true);
        look();
        assertThat(redelivery.isAgain(new Sent(1, OPEN), true)).isTrue();
    }

    @Test
    void an_answer_of_an_earlier_connection_settles_nothing_of_this_one() {
        acknowledge(1);
        look();
        redelivery.connected(true);
        assertThat(redelivery.isAgain(new Sent(1, OPEN), true)).isTrue();
        redelivery.acknowledged(1);
        asked.getFirst().complete(null);
        look();
        assertThat(redelivery.unsettled()).isEqualTo(1);
    }

    @Test
    void only_the_connection_on_which_it_was_acknowledged_is_asked() {
        acknowledge(1);
        look();
        asked.getFirst().complete(null);
        connection = 2;
        redelivery.connected(true);
        acknowledge(2);
        look();
        assertThat(askedOf).containsExactly(1L, 2L);
    }

    @Test
    void a_question_that_was_not_taken_settles_nothing_and_is_asked_again() {
        acknowledge(1);
        look();
        asked.getFirst().completeExceptionally(new BusException("too many words wait already"));
        look();
        assertThat(redelivery.unsettled()).isEqualTo(1);
        asked.getLast().complete(null);
        look();
        assertThat(redelivery.unsettled()).isZero();
        assertThat(asked).hasSize(2);
    }

    @Test
    void a_broker_is_not_asked_when_nothing_was_acknowledged_nor_for_every_commit() {
        look();
        assertThat(asked).isEmpty();
        acknowledge(1);
        look();
        asked.getFirst().complete(null);
        settlement.look(redelivery, connection, now);
        acknowledge(2);
        settlement.look(redelivery, connection, now + 1);
        assertThat(asked).hasSize(1);
    }
}
