package vigilar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import vigilar.bus.BusClient;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.bus.Publication;

import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class DemoHouseTest {
    private final BlockingQueue<Publication> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger connected = new AtomicInteger();
    private volatile Link link = new Link.Up(Instant.EPOCH, false);

    @Test
    void the_devices_speak_through_clients_of_their_own_until_the_demo_ends() throws Exception {
        var house =
                new DemoHouse(
                        _ -> new Device(), new Prefix("home"), Clock.systemUTC(), new Random(1));
        house.start();
        assertThat(connected).hasValue(Gateway.values().length);
        var first = heard.poll(5, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(first.topic()).startsWith("home/camera/");
        house.close();
        house.close();
        assertThat(connected).hasValue(0);
    }

    @Test
    void nobody_speaks_before_all_devices_have_found_the_broker() throws Exception {
        link = new Link.Starting(Instant.EPOCH);
        try (var house =
                new DemoHouse(
                        _ -> new Device(), new Prefix("home"), Clock.systemUTC(), new Random(1))) {
            house.start();
            assertThat(heard.poll(400, TimeUnit.MILLISECONDS)).isNull();
            link = new Link.Up(Instant.EPOCH, false);
            assertThat(heard.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private final class Device implements BusClient {
        @Override
        public void start() {
            connected.incrementAndGet();
        }

        @Override
        public CompletableFuture<Void> publish(Publication publication) {
            heard.add(publication);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Link link() {
            return link;
        }

        @Override
        public void close() {
            connected.decrementAndGet();
        }
    }
}
