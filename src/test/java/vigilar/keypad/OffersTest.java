package vigilar.keypad;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.bus.BusClient;
import vigilar.bus.Link;
import vigilar.bus.Publication;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What the broker keeps for those who look for a panel is ours, whoever else speaks there.
class OffersTest {
    private static final String TOPIC = "homeassistant/panel/config";

    /// Acknowledges when the test says so.
    private static final class SlowBroker implements BusClient {
        private final List<CompletableFuture<Void>> asked = new ArrayList<>();

        @Override
        public void start() {
            // it is there
        }

        @Override
        public CompletableFuture<Void> publish(Publication publication) {
            var answer = new CompletableFuture<Void>();
            asked.add(answer);
            return answer;
        }

        @Override
        public CompletableFuture<Void> caughtUp(long connection) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Link link() {
            return new Link.Starting(Instant.EPOCH);
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }

    private final SlowBroker broker = new SlowBroker();
    private final Offers offers = new Offers(Map.of(TOPIC, "ours"));

    @Test
    void an_offer_that_the_broker_took_is_made_once() {
        offers.make(broker);
        broker.asked.getFirst().complete(null);
        offers.make(broker);
        offers.make(broker);
        assertThat(broker.asked).hasSize(1);
    }

    @Test
    void what_somebody_else_put_in_its_place_is_put_right() {
        offers.make(broker);
        broker.asked.getFirst().complete(null);
        offers.make(broker);
        assertThat(offers.isAnothers(TOPIC, "wicked".getBytes(StandardCharsets.UTF_8))).isTrue();
        offers.again(TOPIC);
        offers.make(broker);
        assertThat(broker.asked).hasSize(2);
    }

    /// They heard our offer and answered it while its acknowledgement was still on its way to us.
    @Test
    void also_when_they_were_faster_than_the_acknowledgement_of_ours() {
        offers.make(broker);
        offers.again(TOPIC);
        broker.asked.getFirst().complete(null);
        offers.make(broker);
        assertThat(broker.asked).hasSize(2);
        broker.asked.getLast().complete(null);
        offers.make(broker);
        assertThat(broker.asked).hasSize(2);
    }
}
