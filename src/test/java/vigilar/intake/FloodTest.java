package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.bus.Delivery;
import vigilar.bus.Prefix;
import vigilar.event.Occurrence;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Beside a broker of somebody else's: who says too much keeps nobody else waiting.
class FloodTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String FLOOD = "vigilar/sensor/mad/motion";
    private static final int RATE = IntakeSettings.USUAL_RATE;
    private static final int AT_ONCE = RATE * Budget.AT_ONCE_SECONDS;

    private final AtomicLong nanos = new AtomicLong(5);
    private Runnable meanwhile = () -> {};
    private final IntakeSettings settings =
            IntakeSettings.whole(Prefix.STANDARD).on(Optional.of(URI.create("mqtt://127.0.0.1:1")));
    private final Inbox inbox =
            new Inbox(() -> NOW, this::nanos, Optional.of(new Budget(new Lane.Of(settings), RATE)));

    private record Said(String topic, long connection) implements Delivery {
        @Override
        public byte[] payload() {
            return new byte[0];
        }

        @Override
        public boolean retained() {
            return false;
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
        public void acknowledge() {}
    }

    /// Something happens on another thread while one asks for the time.
    private long nanos() {
        long now = nanos.get();
        var then = meanwhile;
        meanwhile = () -> {};
        then.run();
        return now;
    }

    private void receive(Delivery delivery) {
        try {
            inbox.receive(delivery);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /// @return how many of them were more than there is room for
    private int says(String topic, int times, long connection) throws InterruptedException {
        int surplus = 0;
        for (int i = 0; i < times; i++) {
            inbox.receive(new Said(topic, connection));
            if (i % 100 == 99 || i == times - 1) {
                surplus += (int) taken().stream().filter(Inbox.Received::surplus).count();
            }
        }
        return surplus;
    }

    private List<Inbox.Received> taken() throws InterruptedException {
        return inbox.take(Duration.ofSeconds(5));
    }

    /// The house has been on the broker for a while, and nothing waits.
    private void quietly() throws InterruptedException {
        says("vigilar/sensor/x/contact_open", 1, 1);
        pass(Duration.ofMinutes(1));
        inbox.take(Duration.ZERO);
        pass(Duration.ofSeconds(1));
        inbox.take(Duration.ZERO);
    }

    @Test
    void one_topic_may_say_five_thousand_at_once_and_then_two_hundred_a_second() throws Exception {
        quietly();
        assertThat(says(FLOOD, AT_ONCE, 1)).isZero();
        assertThat(says(FLOOD, 50, 1)).isEqualTo(50);
        pass(Duration.ofSeconds(1));
        assertThat(says(FLOOD, 300, 1)).isEqualTo(100);
    }

    @Test
    void a_flood_takes_nothing_from_a_door() throws Exception {
        quietly();
        says(FLOOD, 2 * AT_ONCE, 1);
        assertThat(says("vigilar/sensor/door/contact_open", 10, 1)).isZero();
        assertThat(says("zigbee2mqtt/kitchen door", 10, 1)).isZero();
    }

    @Test
    void ever_new_topics_of_the_everyday_share_one_room_and_doors_have_their_own()
            throws Exception {
        quietly();
        int surplus = 0;
        for (int i = 0; i < 2 * Budget.EVERYDAY; i++) {
            surplus += says("vigilar/sensor/t" + i + "/temperature", AT_ONCE, 1);
        }
        assertThat(surplus).isEqualTo(Budget.EVERYDAY * AT_ONCE);
        assertThat(says("vigilar/sensor/door/contact_open", 10, 1)).isZero();
    }

    @Test
    void what_a_broker_had_kept_for_the_house_is_taken_however_much_it_is() throws Exception {
        quietly();
        assertThat(says(FLOOD, 3 * AT_ONCE, 2)).isZero();
        pass(Duration.ofSeconds(31));
        says(FLOOD, AT_ONCE, 2);
        inbox.take(Duration.ZERO);
        pass(Duration.ofSeconds(1));
        says(FLOOD, RATE, 2);
        assertThat(says(FLOOD, 10, 2)).isEqualTo(10);
    }

    @Test
    void one_empty_moment_while_the_broker_hands_out_what_it_kept_is_not_the_end_of_it()
            throws Exception {
        says(FLOOD, 2 * AT_ONCE, 1);
        inbox.take(Duration.ZERO);
        assertThat(says(FLOOD, 10, 1)).isZero();
        pass(Duration.ofSeconds(40));
        says(FLOOD, AT_ONCE, 1);
        inbox.take(Duration.ZERO);
        pass(Duration.ofMillis(900));
        assertThat(says(FLOOD, AT_ONCE, 1)).isZero();
    }

    @Test
    void what_the_broker_kept_is_read_once_nothing_came_for_a_full_second() throws Exception {
        says(FLOOD, 2 * AT_ONCE, 1);
        inbox.take(Duration.ZERO);
        pass(Duration.ofSeconds(29));
        assertThat(says(FLOOD, 2 * AT_ONCE, 1)).isZero();
        pass(Duration.ofSeconds(2));
        inbox.take(Duration.ZERO);
        pass(Duration.ofSeconds(1));
        assertThat(says(FLOOD, 2 * AT_ONCE, 1)).isPositive();
    }

    @Test
    void a_house_that_starts_in_a_flood_holds_it_back_after_five_minutes() throws Exception {
        for (int second = 0; second < 300; second++) {
            assertThat(says(FLOOD, 300, 1)).isZero();
            pass(Duration.ofSeconds(1));
        }
        pass(Duration.ofSeconds(1));
        assertThat(says(FLOOD, 2 * AT_ONCE, 1)).isPositive();
    }

    @Test
    void a_look_into_the_empty_inbox_just_before_a_new_connection_says_nothing_of_that_one()
            throws Exception {
        quietly();
        inbox.take(Duration.ZERO);
        meanwhile = () -> receive(new Said(FLOOD, 2));
        assertThat(taken()).hasSize(1);
        pass(Duration.ofMinutes(1));
        assertThat(says(FLOOD, 2 * AT_ONCE, 2)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "vigilar/sensor/x/contact_open, SECURITY",
        "vigilar/sensor/x/smoke, SECURITY",
        "vigilar/camera/x/motion/start, SECURITY",
        "vigilar/sensor/x/temperature, EVERYDAY",
        "vigilar/camera/x/heartbeat, EVERYDAY",
        "vigilar/what/is/that, EVERYDAY",
        "zigbee2mqtt/window, SECURITY",
        "zigbee2mqtt/bridge/logging, EVERYDAY",
        "frigate/reviews, SECURITY",
        "frigate/events, EVERYDAY",
    })
    void what_opens_moves_or_burns_has_a_lane_of_its_own(String topic, Lane lane) {
        assertThat(new Lane.Of(settings).topic(topic)).isEqualTo(lane);
    }

    @Test
    void that_a_flood_is_held_back_is_told_once_and_again_when_it_is_over() {
        var floods = new Floods();
        for (int i = 0; i < 1_000; i++) {
            floods.passedOver(new Inbox.Received(new Said(FLOOD, 1), NOW, i, true));
        }
        assertThat(floods.news(1_000, NOW))
                .extracting(it -> it.type().name())
                .containsExactly("FLOOD_REFUSED");
        assertThat(floods.news(2_000, NOW)).isEmpty();
        var over = floods.news(Duration.ofSeconds(11).toNanos(), NOW);
        assertThat(over).extracting(it -> it.type().name()).containsExactly("FLOOD_OVER");
        assertThat(over)
                .extracting(Occurrence::origin)
                .asString()
                .contains("1,000 of its messages");
        assertThat(floods.news(Duration.ofSeconds(12).toNanos(), NOW)).isEmpty();
    }
}
