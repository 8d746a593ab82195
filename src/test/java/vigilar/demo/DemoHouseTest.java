package vigilar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import vigilar.bus.BusClient;
import vigilar.bus.Link;
import vigilar.bus.Prefix;
import vigilar.bus.Publication;
import vigilar.recorder.Capture;
import vigilar.recorder.Roots;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class DemoHouseTest {
    private static final Roots HOME =
            new Roots(new Prefix("home"), Optional.empty(), Optional.empty());

    private final BlockingQueue<Publication> heard = new LinkedBlockingQueue<>();
    private final AtomicInteger connected = new AtomicInteger();
    private volatile Link link = new Link.Up(Instant.EPOCH, false);

    @Test
    void the_day_says_of_itself_that_it_is_synthetic_and_takes_some_minutes() throws Exception {
        var day = Capture.check(DemoHouse.day());
        assertThat(day.header().note()).startsWith("synthetic");
        assertThat(day.length()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(8));
        assertThat(day.torn()).isFalse();
    }

    @Test
    void it_is_played_below_the_roots_of_the_house_with_the_times_of_now() throws Exception {
        var before = Instant.now().toEpochMilli();
        var house = new DemoHouse(_ -> new Device(), HOME, Clock.systemUTC());
        house.start();
        var first = heard.poll(5, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(first.topic()).startsWith("home/");
        var payload = new String(first.payload(), UTF_8);
        var ts = Long.parseLong(payload.replaceAll(".*\"ts\":([0-9]+).*", "$1"));
        assertThat(ts).isBetween(before, before + 60_000);
        house.close();
        house.close();
        assertThat(connected).hasValue(0);
    }

    @Test
    void nobody_speaks_before_the_broker_was_found() throws Exception {
        link = new Link.Starting(Instant.EPOCH);
        try (var house = new DemoHouse(_ -> new Device(), HOME, Clock.systemUTC())) {
            house.start();
            assertThat(heard.poll(600, TimeUnit.MILLISECONDS)).isNull();
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
        public CompletableFuture<Void> caughtUp(long connection) {
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
