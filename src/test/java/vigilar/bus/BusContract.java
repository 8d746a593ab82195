package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// What every bus must do, the fake included: that is what makes the fake trustworthy.
abstract class BusContract {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private final List<BusClient> opened = new ArrayList<>();
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final BlockingQueue<Link> links = new LinkedBlockingQueue<>();

    abstract Bus bus();

    /// Takes the broker away.
    abstract void breakIt() throws Exception;

    /// Brings it back with all it had stored.
    abstract void healIt() throws Exception;

    @AfterEach
    void closeClients() {
        opened.forEach(BusClient::close);
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var tick = new LinkedBlockingQueue<Object>();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            tick.poll(5, TimeUnit.MILLISECONDS);
        }
    }

    BusClient listener(ClientPlan.Session session, int receiveMaximum, String... filters)
            throws InterruptedException {
        return started(
                new ClientPlan(
                        "listener",
                        session,
                        List.of(filters),
                        receiveMaximum,
                        arrived::add,
                        links::add));
    }

    BusClient speaker() throws InterruptedException {
        return started(ClientPlan.publisher("speaker", _ -> {}));
    }

    private BusClient started(ClientPlan plan) throws InterruptedException {
        var client = bus().client(plan);
        opened.add(client);
        client.start();
        await("up", () -> client.link() instanceof Link.Up);
        return client;
    }

    static ClientPlan.Session lasting() {
        return new ClientPlan.Session.Lasting("vigilar-test-intake");
    }

    static void say(BusClient speaker, String topic, String text) throws Exception {
        publish(speaker, topic, text).get(10, TimeUnit.SECONDS);
    }

    private static CompletableFuture<Void> publish(BusClient speaker, String topic, String text) {
        return speaker.publish(
                new Publication(topic, text.getBytes(StandardCharsets.UTF_8), false));
    }

    Delivery next() throws InterruptedException {
        var delivery = arrived.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery").isNotNull();
        return java.util.Objects.requireNonNull(delivery);
    }

    static String text(Delivery delivery) {
        return new String(delivery.payload(), StandardCharsets.UTF_8);
    }

    @Test
    void what_is_said_arrives_in_order() throws Exception {
        listener(lasting(), 100, "vigilar/sensor/#");
        var speaker = speaker();
        for (int i = 0; i < 50; i++) {
            say(speaker, "vigilar/sensor/door/contact_open", "" + i);
        }
        for (int i = 0; i < 50; i++) {
            var delivery = next();
            assertThat(text(delivery)).isEqualTo("" + i);
            assertThat(delivery.topic()).isEqualTo("vigilar/sensor/door/contact_open");
            assertThat(delivery.connection()).isEqualTo(1);
            assertThat(delivery.resumed()).isFalse();
            assertThat(delivery.retained()).isFalse();
            delivery.acknowledge();
        }
    }

    /// Two at a time, so that the second may overtake the first, on a machine that has other work.
    @Test
    void what_is_said_without_waiting_for_an_answer_arrives_in_order() throws Exception {
        listener(lasting(), 100, "vigilar/sensor/#");
        var speaker = speaker();
        try (var _ = new OtherWork()) {
            for (int i = 0; i < 2 * 500; i += 2) {
                var first = publish(speaker, "vigilar/sensor/door/contact_open", "" + i);
                var second = publish(speaker, "vigilar/sensor/door/contact_closed", "" + (i + 1));
                first.get(10, TimeUnit.SECONDS);
                second.get(10, TimeUnit.SECONDS);
                for (int n = i; n < i + 2; n++) {
                    var delivery = next();
                    assertThat(text(delivery)).isEqualTo("" + n);
                    delivery.acknowledge();
                }
            }
        }
    }

    /// Keeps every core busy until it is closed.
    private static final class OtherWork implements AutoCloseable {
        private volatile boolean over;

        OtherWork() {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                Thread.ofPlatform().daemon().start(this::work);
            }
        }

        private void work() {
            while (!over) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() {
            over = true; // each looks at it at each turn
        }
    }

    @Test
    void what_was_not_acknowledged_comes_again_after_a_reconnect_and_what_was_does_not()
            throws Exception {
        listener(lasting(), 100, "vigilar/sensor/#");
        var speaker = speaker();
        say(speaker, "vigilar/sensor/a/motion", "acknowledged");
        say(speaker, "vigilar/sensor/b/motion", "not acknowledged");
        next().acknowledge();
        var open = next();
        // a round trip after the acknowledgement: the broker has seen it
        say(speaker, "vigilar/sensor/c/motion", "later");
        next();
        links.clear();
        breakIt();
        await("away", () -> links.stream().anyMatch(link -> link instanceof Link.Away));
        healIt();
        var again = next();
        assertThat(text(again)).isEqualTo("not acknowledged");
        assertThat(again.connection()).isGreaterThan(open.connection());
        assertThat(again.resumed()).isTrue();
        assertThat(again.receipt()).isEqualTo(open.receipt());
        assertThat(open.again()).isFalse();
        if (open.receipt().isEmpty()) {
            assertThat(again.packet()).isEqualTo(open.packet()).isPositive();
            // With a receipt nobody needs the flag, and a broker that is cut off in its goodbye, on
            // a busy machine, does not write down that it had delivered.
            assertThat(again.again()).isTrue();
        }
        open.acknowledge(); // of a connection that is gone: harmless
        again.acknowledge();
        assertThat(text(next())).isEqualTo("later");
    }

    @Test
    void what_was_acknowledged_before_the_broker_caught_up_never_comes_again() throws Exception {
        var listener = listener(lasting(), 1_000, "vigilar/sensor/#");
        var speaker = speaker();
        for (int i = 0; i < 300; i++) {
            say(speaker, "vigilar/sensor/a/motion", "acknowledged");
        }
        long before = 0;
        for (int i = 0; i < 300; i++) {
            var delivery = next();
            delivery.acknowledge();
            before = delivery.connection();
        }
        listener.caughtUp(before).get(10, TimeUnit.SECONDS);
        links.clear();
        breakIt();
        await("away", () -> links.stream().anyMatch(link -> link instanceof Link.Away));
        assertThat(listener.caughtUp(before)).failsWithin(PATIENCE);
        healIt();
        await("up again", () -> listener.link() instanceof Link.Up);
        say(speaker(), "vigilar/sensor/a/motion", "later");
        var later = next();
        assertThat(text(later)).isEqualTo("later");
        assertThat(listener.caughtUp(before))
                .as("a connection answers for no other")
                .failsWithin(PATIENCE)
                .withThrowableThat()
                .withCauseInstanceOf(BusException.class);
        listener.caughtUp(later.connection()).get(10, TimeUnit.SECONDS);
    }

    @Test
    void what_waits_with_the_broker_has_a_number_of_its_own_each() throws Exception {
        listener(lasting(), 100, "vigilar/sensor/#");
        var speaker = speaker();
        for (int i = 0; i < 50; i++) {
            say(speaker, "vigilar/sensor/a/motion", "the same");
        }
        var numbers = new HashSet<Integer>();
        for (int i = 0; i < 50; i++) {
            var delivery = next();
            assertThat(delivery.mayComeAgain()).isTrue();
            assertThat(delivery.again()).isFalse();
            numbers.add(delivery.packet());
        }
        assertThat(numbers).hasSize(50).allMatch(number -> number > 0 && number <= 65_535);
    }

    @Test
    void what_is_said_while_a_lasting_client_is_closed_waits_for_it() throws Exception {
        listener(lasting(), 100, "vigilar/sensor/#").close();
        var speaker = speaker();
        say(speaker, "vigilar/sensor/a/motion", "waited");
        listener(lasting(), 100, "vigilar/sensor/#");
        var delivery = next();
        assertThat(text(delivery)).isEqualTo("waited");
        assertThat(delivery.resumed()).isTrue();
        delivery.acknowledge();
    }

    @Test
    void a_retained_message_is_marked_and_a_live_one_is_not() throws Exception {
        var speaker = speaker();
        speaker.publish(new Publication("vigilar/presence/anna", new byte[] {'H'}, true))
                .get(10, TimeUnit.SECONDS);
        listener(new ClientPlan.Session.Passing(), 10, "vigilar/presence/+");
        assertThat(next().retained()).isTrue();
        say(speaker, "vigilar/presence/anna", "AWAY");
        assertThat(next().retained()).isFalse();
    }

    @Test
    void no_more_than_the_receive_maximum_is_with_us_unacknowledged() throws Exception {
        listener(lasting(), 3, "vigilar/sensor/#");
        var speaker = speaker();
        for (int i = 0; i < 10; i++) {
            say(speaker, "vigilar/sensor/a/motion", "" + i);
        }
        var first = next();
        next();
        next();
        assertThat(arrived.poll(300, TimeUnit.MILLISECONDS)).isNull();
        first.acknowledge();
        assertThat(text(next())).isEqualTo("3");
    }

    @Test
    void publishing_fails_at_once_while_away_and_works_again_by_itself() throws Exception {
        var speaker = speaker();
        breakIt();
        await("away", () -> speaker.link() instanceof Link.Away);
        assertThatThrownBy(() -> say(speaker, "vigilar/sensor/a/motion", "lost"))
                .hasCauseInstanceOf(BusException.class);
        healIt();
        await("up again", () -> speaker.link() instanceof Link.Up);
        say(speaker, "vigilar/sensor/a/motion", "said");
    }

    @Test
    void a_client_that_starts_while_the_broker_is_away_gets_there_by_itself() throws Exception {
        breakIt();
        var client = bus().client(ClientPlan.publisher("early", links::add));
        opened.add(client);
        client.start();
        await("away", () -> client.link() instanceof Link.Away);
        healIt();
        await("up", () -> client.link() instanceof Link.Up);
    }

    @Test
    void when_a_client_is_closed_the_broker_says_what_it_was_asked_to_say_then() throws Exception {
        listener(new ClientPlan.Session.Passing(), 10, "vigilar/system/arm_available");
        var gone = "offline".getBytes(StandardCharsets.UTF_8);
        var client =
                started(
                        ClientPlan.publisher("speaker", _ -> {})
                                .leaving(
                                        new Publication(
                                                "vigilar/system/arm_available", gone, true)));
        say(client, "vigilar/system/arm_available", "online");
        assertThat(text(next())).isEqualTo("online");
        client.close();
        assertThat(text(next())).isEqualTo("offline");
    }

    @Test
    void a_closed_client_gets_and_says_nothing_more() throws Exception {
        var listener = listener(new ClientPlan.Session.Passing(), 10, "vigilar/sensor/#");
        listener.close();
        listener.close();
        say(speaker(), "vigilar/sensor/a/motion", "unheard");
        assertThat(arrived.poll(200, TimeUnit.MILLISECONDS)).isNull();
        assertThatThrownBy(() -> say(listener, "vigilar/sensor/a/motion", "no"))
                .hasCauseInstanceOf(BusException.class);
    }
}
