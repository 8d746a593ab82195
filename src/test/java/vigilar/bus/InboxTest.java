package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.Optional;

class InboxTest {
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
        inbox.put(new Inbox.Waiting(new Numbered(number), passing, 100));
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
            inbox.put(new Inbox.Waiting(new Numbered(n), true, 1 << 20));
        }
        put(9_999, false);
        for (int n = 1; n <= 8; n++) {
            assertThat(inbox.take().connection()).isEqualTo(n);
        }
        assertThat(inbox.take().connection()).isEqualTo(9_999);
        put(7, true); // there is room again
        assertThat(inbox.take().connection()).isEqualTo(7);
    }
}
