package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.frontdoor.Await;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

class InboxTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private final AtomicBoolean isGone = new AtomicBoolean();

    private final Inbox inbox = new Inbox(Clock.systemUTC());

    private record Numbered(long connection) implements Delivery {
        @Override
        public String topic() {
            return "vigilar/sensor/door/motion";
        }

        @Override
        public byte[] payload() {
            return new byte[0];
        }

        @Override
        public boolean retained() {
            return false;
        }

        @Override
        public Optional<String> receipt() {
            return Optional.empty();
        }

        @Override
        public int packet() {
            return 1;
        }

        @Override
        public boolean again() {
            return false;
        }

        @Override
        public boolean resumed() {
            return false;
        }

        @Override
        public void acknowledge() {}
    }

    private void put(int number, boolean passing) {
        inbox.put(new Inbox.Waiting(new Numbered(number), passing, 100), isGone::get);
    }

    @Test
    void of_qos_0_a_thousand_wait_and_of_qos_1_all() throws Exception {
        for (int n = 1; n <= 1_500; n++) {
            put(n, true);
        }
        put(9_999, false); // QoS 1 is never dropped: the broker counts it
        for (int n = 1; n <= 1_000; n++) {
            assertThat(inbox.take().connection()).isEqualTo(n);
        }
        assertThat(inbox.take().connection()).isEqualTo(9_999);
        put(7, true); // there is room again
        assertThat(inbox.take().connection()).isEqualTo(7);
    }

    @Test
    void of_large_qos_0_messages_only_some_mebibytes_wait() throws Exception {
        for (int n = 1; n <= 100; n++) {
            inbox.put(new Inbox.Waiting(new Numbered(n), true, 1 << 20), isGone::get);
        }
        put(9_999, false);
        for (int n = 1; n <= 8; n++) {
            assertThat(inbox.take().connection()).isEqualTo(n);
        }
        assertThat(inbox.take().connection()).isEqualTo(9_999);
        put(7, true); // there is room again
        assertThat(inbox.take().connection()).isEqualTo(7);
    }

    /// In a thread of its own, as the network's.
    private Thread reads(int messages, int bytes, BooleanSupplier gone) {
        return Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            for (int n = 1; n <= messages; n++) {
                                inbox.put(new Inbox.Waiting(new Numbered(n), false, bytes), gone);
                            }
                        });
    }

    @Test
    void of_large_qos_1_messages_the_broker_keeps_what_has_no_room_and_none_is_lost()
            throws Exception {
        var network = reads(100, 1 << 20, isGone::get);
        Await.until("full", SOON, () -> network.getState() == Thread.State.TIMED_WAITING);
        assertThat(inbox.assuredBytes()).isBetween(Inbox.MOST_BYTES, Inbox.MOST_BYTES + (2 << 20));
        for (int n = 1; n <= 100; n++) {
            assertThat(inbox.take().connection()).isEqualTo(n);
        }
        network.join(SOON);
        assertThat(network.isAlive()).isFalse();
        assertThat(inbox.assuredBytes()).isZero();
    }

    @Test
    void nobody_waits_for_room_over_a_line_that_is_gone() throws Exception {
        var network = reads(40, 1 << 20, isGone::get);
        Await.until("full", SOON, () -> network.getState() == Thread.State.TIMED_WAITING);
        isGone.set(true);
        network.join(SOON);
        assertThat(network.isAlive()).isFalse();
    }
}
