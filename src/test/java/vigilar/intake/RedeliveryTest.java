package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import vigilar.intake.Redelivery.Part;
import vigilar.intake.Redelivery.Sent;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

class RedeliveryTest {
    private static final Digest OPEN = new Digest('o', 0);
    private static final Digest CLOSED = new Digest('c', 0);

    /// Alternating, under the numbers from that one on, as Mosquitto counts.
    private static List<Sent> openAndClosed(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(n -> new Sent(n, n % 2 == 1 ? OPEN : CLOSED))
                .toList();
    }

    /// After the loss of a connection on which these were committed.
    private static Redelivery cutOff(List<Sent> committed) {
        var redelivery = new Redelivery(List.of());
        redelivery.connected(false);
        commit(redelivery, committed);
        return redelivery;
    }

    private static void commit(Redelivery redelivery, List<Sent> messages) {
        messages.forEach(redelivery::takes);
        redelivery.saved();
    }

    /// After a kill that left these on the disk.
    private static Redelivery killed(List<Sent> committed) {
        return new Redelivery(List.of(new Part(1, committed)));
    }

    /// What the commits leave on the disk.
    private static final class Disk {
        private final NavigableMap<Long, Part> parts = new TreeMap<>();

        void commit(Redelivery redelivery) {
            var change = redelivery.change();
            change.gone().forEach(parts::remove);
            change.added().ifPresent(part -> parts.put(part.number(), part));
            redelivery.saved();
        }

        List<Part> parts() {
            return List.copyOf(parts.values());
        }
    }

    /// What is new of the messages that are delivered again.
    private static List<Sent> fresh(Redelivery redelivery, List<Sent> arriving) {
        redelivery.connected(true);
        return arriving.stream().filter(one -> !redelivery.isAgain(one, true)).toList();
    }

    @Test
    void however_many_of_fifty_alternating_ones_were_committed_and_acknowledged_none_is_lost() {
        var fifty = openAndClosed(1, 50);
        for (int committed = 0; committed <= 50; committed++) {
            for (int acknowledged = 0; acknowledged <= committed; acknowledged++) {
                var killed = killed(fifty.subList(0, committed));
                assertThat(fresh(killed, fifty.subList(acknowledged, 50)))
                        .isEqualTo(fifty.subList(committed, 50));
            }
        }
    }

    @Test
    void an_equal_message_that_is_not_marked_as_sent_before_is_news() {
        var redelivery = cutOff(List.of(new Sent(1, OPEN)));
        redelivery.connected(true);
        assertThat(redelivery.isAgain(new Sent(1, OPEN), false)).isFalse();
    }

    @Test
    void another_message_under_a_number_we_know_is_news() {
        assertThat(fresh(cutOff(List.of(new Sent(1, OPEN))), List.of(new Sent(1, CLOSED))))
                .hasSize(1);
    }

    @Test
    void on_the_connection_on_which_it_was_committed_nothing_comes_again() {
        var redelivery = cutOff(List.of());
        commit(redelivery, List.of(new Sent(1, OPEN)));
        assertThat(redelivery.isAgain(new Sent(1, OPEN), true)).isFalse();
    }

    @Test
    void a_number_that_was_given_to_the_next_message_stands_for_that_one() {
        var redelivery = cutOff(List.of(new Sent(1, OPEN)));
        redelivery.acknowledged(1);
        commit(redelivery, List.of(new Sent(1, CLOSED)));
        assertThat(redelivery.unsettled()).isEqualTo(1);
        assertThat(fresh(redelivery, List.of(new Sent(1, CLOSED)))).isEmpty();
    }

    @Test
    void a_repeat_is_known_once_more_after_a_second_loss_of_the_link() {
        var redelivery = cutOff(openAndClosed(1, 2));
        assertThat(fresh(redelivery, openAndClosed(1, 1))).isEmpty();
        assertThat(fresh(redelivery, openAndClosed(1, 2))).isEmpty();
    }

    @Test
    void settled_history_swallows_nothing() {
        var redelivery = cutOff(openAndClosed(1, 6));
        openAndClosed(1, 6).forEach(one -> redelivery.acknowledged(one.packet()));
        redelivery.settle(0);
        assertThat(redelivery.unsettled()).isEqualTo(6);
        redelivery.settle(4);
        assertThat(redelivery.unsettled()).isEqualTo(2);
        redelivery.settle(redelivery.acknowledgements());
        assertThat(redelivery.unsettled()).isZero();
        assertThat(fresh(redelivery, openAndClosed(1, 6))).hasSize(6);
    }

    @Test
    void only_what_was_acknowledged_on_the_standing_connection_settles() {
        var redelivery = cutOff(openAndClosed(1, 3));
        openAndClosed(1, 3).forEach(one -> redelivery.acknowledged(one.packet()));
        redelivery.connected(true);
        redelivery.settle(redelivery.acknowledgements());
        assertThat(redelivery.unsettled()).isEqualTo(3);
        assertThat(redelivery.awaits()).isTrue();
    }

    @Test
    void repeats_settle_once_they_are_acknowledged_again() {
        var redelivery = cutOff(openAndClosed(1, 1));
        assertThat(fresh(redelivery, openAndClosed(1, 1))).isEmpty();
        assertThat(redelivery.owesNothing()).isFalse();
        redelivery.acknowledged(1);
        assertThat(redelivery.owesNothing()).isTrue();
        redelivery.settle(redelivery.acknowledgements());
        assertThat(redelivery.unsettled()).isZero();
    }

    @Test
    void what_did_not_come_again_in_time_is_forgotten_and_what_is_owed_is_not() {
        var redelivery = cutOff(openAndClosed(1, 3));
        assertThat(fresh(redelivery, openAndClosed(3, 1))).isEmpty();
        redelivery.forgetWhatDidNotCome();
        assertThat(redelivery.unsettled()).isEqualTo(1);
        assertThat(fresh(redelivery, openAndClosed(1, 3))).isEqualTo(openAndClosed(1, 2));
    }

    @Test
    void a_broker_that_forgot_us_delivers_nothing_again() {
        var redelivery = cutOff(openAndClosed(1, 1));
        redelivery.connected(false);
        assertThat(redelivery.isAgain(new Sent(1, OPEN), true)).isFalse();
        assertThat(redelivery.owesNothing()).isTrue();
    }

    @Test
    void a_door_is_known_again_however_much_a_flood_says_after_it() {
        var door = new Sent(1, OPEN);
        var disk = new Disk();
        var redelivery = new Redelivery(List.of());
        redelivery.takes(door);
        disk.commit(redelivery);
        for (int first = 2; first < 65_000; first += Inbox.MOST) {
            openAndClosed(first, Inbox.MOST).forEach(redelivery::takes);
            disk.commit(redelivery);
        }
        assertThat(fresh(redelivery, List.of(door))).isEmpty();
        assertThat(fresh(new Redelivery(disk.parts()), List.of(door))).isEmpty();
    }

    @Test
    void what_is_settled_is_gone_from_the_disk_and_only_once_all_of_its_commit_is() {
        var disk = new Disk();
        var redelivery = new Redelivery(List.of());
        openAndClosed(1, 2).forEach(redelivery::takes);
        disk.commit(redelivery);
        openAndClosed(3, 1).forEach(redelivery::takes);
        disk.commit(redelivery);
        redelivery.acknowledged(1);
        redelivery.settle(redelivery.acknowledgements());
        disk.commit(redelivery);
        assertThat(disk.parts()).hasSize(2);
        redelivery.acknowledged(2);
        redelivery.settle(redelivery.acknowledgements());
        disk.commit(redelivery);
        assertThat(disk.parts()).extracting(Part::messages).containsExactly(openAndClosed(3, 1));
    }

    @Test
    void what_settled_before_any_commit_is_never_written() {
        var redelivery = new Redelivery(List.of());
        openAndClosed(1, 2).forEach(redelivery::takes);
        redelivery.acknowledged(1);
        redelivery.settle(redelivery.acknowledgements());
        assertThat(redelivery.change().added().orElseThrow().messages())
                .isEqualTo(openAndClosed(2, 1));
    }

    /// A broker that counts up, a house that says `o` and `c` as it likes, and kills anywhere.
    @Property
    void whatever_is_said_and_killed_when_every_message_is_news_exactly_once(
            @ForAll @Size(min = 1, max = 60) List<Boolean> house,
            @ForAll @Size(max = 8) List<@IntRange(max = 20) Integer> committedByRun,
            @ForAll @IntRange(max = 20) int acknowledgedOfEach) {
        var said = new ArrayList<Sent>();
        house.forEach(open -> said.add(new Sent(said.size() + 1, open ? OPEN : CLOSED)));
        var stored = new ArrayList<Sent>();
        var disk = new Disk();
        int acknowledged = 0;
        int sentBefore = 0;
        var runs = new ArrayList<>(committedByRun);
        runs.add(said.size()); // the last one is not killed
        for (int commits : runs) {
            var run = new Redelivery(disk.parts());
            run.connected(true);
            var fresh = new ArrayList<Sent>();
            for (int n = acknowledged; n < said.size() && fresh.size() < commits; n++) {
                if (!run.isAgain(said.get(n), n < sentBefore)) {
                    fresh.add(said.get(n));
                }
            }
            fresh.forEach(run::takes);
            disk.commit(run);
            stored.addAll(fresh);
            sentBefore = said.size();
            acknowledged = Math.min(acknowledged + acknowledgedOfEach, stored.size());
        }
        assertThat(stored).isEqualTo(said);
    }
}
