package vigilar.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import vigilar.bus.Delivery;
import vigilar.bus.Prefix;
import vigilar.event.Occurrence;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Beside a broker of somebody else's: who says too much keeps nobody else waiting.
class FloodTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String FLOOD = "vigilar/sensor/mad/motion";
    private static final String DOOR = "vigilar/sensor/door/contact_open";
    private static final String OLD_DOOR = "vigilar/sensor/cellar/contact_open";
    private static final String NEW_DOOR = "vigilar/sensor/new/contact_open";
    private static final int RATE = IntakeSettings.USUAL_RATE;
    private static final int AT_ONCE = RATE * Budget.AT_ONCE_SECONDS;

    private final AtomicLong nanos = new AtomicLong(5);
    private int invented;
    private Runnable meanwhile = () -> {};
    private final IntakeSettings settings =
            IntakeSettings.whole(Prefix.STANDARD).on(Optional.of(URI.create("mqtt://127.0.0.1:1")));
    private final Inbox inbox =
            new Inbox(
                    () -> NOW,
                    this::nanos,
                    Optional.of(new Budget(new Lane.Of(settings), RATE, List.of(OLD_DOOR))),
                    new HandOut());

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
                surplus += (int) taken().stream().filter(it -> it.surplus().isPresent()).count();
            }
        }
        return surplus;
    }

    private List<Inbox.Received> taken() throws InterruptedException {
        return inbox.take(Duration.ofSeconds(5));
    }

    /// The house has been on the broker for a while, and nothing waits.
    private void quietly() throws InterruptedException {
        says(DOOR, 1, 1);
        says("zigbee2mqtt/kitchen door", 1, 1);
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
        assertThat(says(DOOR, 10, 1)).isZero();
        assertThat(says("zigbee2mqtt/kitchen door", 10, 1)).isZero();
    }

    @Test
    void the_everyday_shares_one_room() throws Exception {
        for (int i = 0; i < 2 * Budget.EVERYDAY; i++) {
            says("vigilar/sensor/t" + i + "/temperature", 1, 1); // known from the first second on
        }
        quietly();
        int surplus = 0;
        for (int i = 0; i < 2 * Budget.EVERYDAY; i++) {
            surplus += says("vigilar/sensor/t" + i + "/temperature", AT_ONCE, 1);
        }
        assertThat(surplus).isEqualTo(Budget.EVERYDAY * AT_ONCE);
        assertThat(says(DOOR, 10, 1)).isZero();
    }

    /// @return how many of them were more than there is room for
    private int inventedDoorsSay(int doors, int times) throws InterruptedException {
        int surplus = 0;
        for (int i = 0; i < doors; i++) {
            surplus += says("vigilar/sensor/r" + ++invented + "/contact_open", times, 1);
        }
        return surplus;
    }

    @Test
    void ever_new_topics_share_one_room_whatever_they_say_of_doors() throws Exception {
        quietly();
        assertThat(inventedDoorsSay(100, 100)).isEqualTo(100 * 100 - AT_ONCE);
        assertThat(says(DOOR, 10, 1)).isZero();
    }

    @Test
    void a_door_that_is_known_keeps_its_room_and_what_it_used_of_it_whatever_is_invented()
            throws Exception {
        quietly();
        assertThat(says(DOOR, AT_ONCE, 1)).isZero();
        inventedDoorsSay(Budget.MOST_TOPICS + 1, 2);
        assertThat(says(DOOR, 50, 1)).isEqualTo(50);
        pass(Duration.ofSeconds(1));
        inventedDoorsSay(1, 2 * AT_ONCE);
        assertThat(says(DOOR, RATE, 1)).isZero();
    }

    @Test
    void a_door_that_the_house_heard_before_its_last_start_has_room_of_its_own() throws Exception {
        quietly();
        assertThat(inventedDoorsSay(1, 2 * AT_ONCE)).isPositive();
        assertThat(says(OLD_DOOR, 10, 1)).isZero();
    }

    @Test
    void a_house_that_starts_anew_is_familiar_with_what_it_heard_more_than_once(
            @TempDir Path folder) {
        try (var stage = new Stage(folder, settings)) {
            stage.live(Stage.LATER, "vigilar/sensor/attic/contact_open", "{}");
            stage.live(Stage.LATER, DOOR, "{}");
            stage.live(Stage.LATER, DOOR, "{}");
            stage.hearing();
            assertThat(stage.familiar()).containsExactly(DOOR);
        }
    }

    @Test
    void a_new_door_has_room_of_its_own_once_it_is_known_for_ten_minutes() throws Exception {
        quietly();
        says(NEW_DOOR, 1, 1);
        pass(Duration.ofMinutes(10));
        says(NEW_DOOR, 1, 1);
        assertThat(inventedDoorsSay(1, 2 * AT_ONCE)).isPositive();
        assertThat(says(NEW_DOOR, 10, 1)).isZero();
        assertThat(says("vigilar/sensor/newer/contact_open", 10, 1)).isEqualTo(10);
    }

    @Test
    void one_that_says_too_much_as_long_as_it_is_new_stays_among_the_new_ones() throws Exception {
        quietly();
        pass(Duration.ofMinutes(1));
        assertThat(says(NEW_DOOR, 2 * AT_ONCE, 1)).isPositive();
        pass(Duration.ofMinutes(9));
        says(NEW_DOOR, 1, 1);
        pass(Duration.ofSeconds(59));
        inventedDoorsSay(1, 2 * AT_ONCE);
        assertThat(says(NEW_DOOR, 10, 1)).isEqualTo(10);
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

    private static Inbox.Received surplus(String topic, long nanos, Budget.Surplus surplus) {
        return new Inbox.Received(new Said(topic, 1), NOW, nanos, Optional.of(surplus), false);
    }

    @Test
    void of_ever_new_topics_the_newest_of_eight_is_looked_at_in_each_lane() {
        var received = new ArrayList<Inbox.Received>();
        for (int i = 0; i < 50; i++) {
            var door = new Budget.Surplus(Lane.SECURITY, true);
            received.add(surplus("vigilar/sensor/r" + i + "/contact_open", i, door));
            var reading = new Budget.Surplus(Lane.EVERYDAY, true);
            received.add(surplus("vigilar/sensor/r" + i + "/temperature", i, reading));
        }
        var passedOver = Floods.passedOver(received);
        assertThat(passedOver.cardinality()).isEqualTo(100 - 2 * 8);
        assertThat(passedOver.nextClearBit(0)).isEqualTo(100 - 2 * 8);
    }

    @Test
    void a_flood_of_ever_new_topics_is_told_as_one() {
        var floods = new Floods();
        for (int i = 0; i < 1_000; i++) {
            floods.add(surplus("x/" + i, i, new Budget.Surplus(Lane.EVERYDAY, true)));
        }
        var news = floods.news(1_000, NOW);
        assertThat(news).hasSize(1);
        assertThat(news.getFirst().origin().toString()).contains("such as x/0");
        assertThat(news.getFirst().payload().json()).contains("never heard before");
    }

    @Test
    void that_a_flood_is_held_back_is_told_once_and_again_when_it_is_over() {
        var floods = new Floods();
        for (int i = 0; i < 1_000; i++) {
            floods.add(surplus(FLOOD, i, new Budget.Surplus(Lane.SECURITY, false)));
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
