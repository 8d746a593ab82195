package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.bus.Delivery;
import vigilar.bus.Link;
import vigilar.supervisor.Health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Old news is told from new news however long a broker takes to hand it out. The clock is the
/// test's own: the loop takes what it finds whenever a test says so.
class HandOutTest {
    private static final long MILLI = 1_000_000;

    private final HandOut handOut = new HandOut();
    private long now = 77 * MILLI;
    private final Inbox inbox =
            new Inbox(() -> Instant.EPOCH, () -> now, Optional.empty(), handOut);
    private final List<Boolean> handedOut = new ArrayList<>();

    @BeforeEach
    void connect() {
        handOut.begins(now);
    }

    /// The loop finds nothing and waits until the next message.
    private void idle(Duration duration) throws InterruptedException {
        for (long left = duration.toMillis(); left > 0; left -= 50) {
            assertThat(inbox.take(Duration.ZERO)).isEmpty();
            now += Math.min(left, 50) * MILLI;
        }
    }

    private void says(int messages, Duration commit) throws InterruptedException {
        for (int i = 0; i < messages; i++) {
            inbox.receive(new Said());
        }
        inbox.take(Duration.ZERO).forEach(one -> handedOut.add(one.handedOut()));
        now += commit.toNanos();
    }

    /// A queue of that many seconds, twenty messages for each acknowledgement.
    private void handsOut(int seconds, int pauseMillis, int commitMillis)
            throws InterruptedException {
        long until = now + seconds * 1000L * MILLI;
        while (now < until) {
            says(20, Duration.ofMillis(commitMillis));
            idle(Duration.ofMillis(pauseMillis));
        }
    }

    private boolean nextIsOld() throws InterruptedException {
        handedOut.clear();
        says(1, Duration.ZERO);
        return handedOut.getFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 100})
    void last_night_is_last_night_however_long_the_broker_takes_to_say_it(int commitMillis)
            throws Exception {
        handsOut(90, 2, commitMillis);
        assertThat(handedOut).hasSizeGreaterThan(10_000).doesNotContain(false);
        idle(Duration.ofSeconds(3));
        assertThat(nextIsOld()).isFalse();
        handsOut(5, 2, commitMillis); // a storm of news is news
        assertThat(handedOut).doesNotContain(true);
    }

    @Test
    void a_queue_that_comes_faster_than_we_can_store_it_is_one_to_its_end() throws Exception {
        for (int second = 0; second < 60; second++) {
            says(40, Duration.ofSeconds(1));
        }
        assertThat(handedOut).doesNotContain(false);
    }

    @Test
    void a_house_that_always_has_something_to_say_is_believed_after_fifteen_seconds()
            throws Exception {
        for (int i = 0; i < 15 * 25 - 1; i++) {
            says(1, Duration.ofMillis(10));
            idle(Duration.ofMillis(30));
        }
        assertThat(handedOut).doesNotContain(false);
        handedOut.clear();
        for (int i = 0; i < 75; i++) {
            says(1, Duration.ofMillis(10));
            idle(Duration.ofMillis(30));
        }
        // the second that began before the window ended may have to end first
        assertThat(handedOut.subList(27, 75)).doesNotContain(true);
    }

    @Test
    void a_quiet_house_is_believed_from_its_fifteenth_second_on() throws Exception {
        idle(Duration.ofMillis(14_900));
        assertThat(nextIsOld()).isTrue();
        idle(Duration.ofMillis(150));
        assertThat(nextIsOld()).isFalse();
    }

    @Test
    void the_first_word_after_hours_of_silence_is_news() throws Exception {
        idle(Duration.ofHours(1));
        assertThat(nextIsOld()).isFalse();
    }

    @Test
    void a_flood_keeps_the_house_from_believing_its_doors_for_five_minutes_and_no_longer()
            throws Exception {
        handsOut(299, 0, 10);
        assertThat(nextIsOld()).isTrue();
        handsOut(2, 0, 10);
        assertThat(nextIsOld()).isFalse();
    }

    @Test
    void each_connection_has_a_queue_of_its_own() throws Exception {
        idle(Duration.ofMinutes(1));
        assertThat(nextIsOld()).isFalse();
        handOut.begins(now);
        handsOut(40, 2, 20);
        assertThat(handedOut.subList(1, handedOut.size())).doesNotContain(false);
    }

    @Test
    void a_connection_whose_first_message_overtakes_its_news_has_a_queue_too() {
        var line =
                new Line(new Health(Clock.systemUTC()), new AtomicReference<Line.@Nullable Gap>());
        line.changed(new Link.Up(Instant.EPOCH, true));
        line.delivers(1);
        long began = System.nanoTime();
        for (int second = 0; second <= 20; second++) {
            line.handOut().foundNothing(began + second * 1_000L * MILLI);
        }
        assertThat(line.handOut().goesOn(began + 20_000 * MILLI)).isFalse();
        line.delivers(2);
        assertThat(line.handOut().goesOn(System.nanoTime())).isTrue();
        line.changed(new Link.Up(Instant.EPOCH, true));
        assertThat(line.handOut().goesOn(System.nanoTime())).isTrue();
    }

    private record Said() implements Delivery {
        @Override
        public String topic() {
            return "zigbee2mqtt/door";
        }

        @Override
        public byte[] payload() {
            return "{\"contact\":false}".getBytes(UTF_8);
        }

        @Override
        public boolean retained() {
            return false;
        }

        @Override
        public long connection() {
            return 1;
        }

        @Override
        public boolean resumed() {
            return true;
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
        public Optional<String> receipt() {
            return Optional.empty();
        }

        @Override
        public void acknowledge() {
            // nobody waits for it
        }
    }
}
