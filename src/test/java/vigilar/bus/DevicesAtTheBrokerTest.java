package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a device cannot do at the closed broker, that the owner is told of it, and that the others
/// are still heard.
class DevicesAtTheBrokerTest {
    private static final byte[] BEGINNING_OF_A_LOGIN = {
        0x10, 0x40, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60
    };

    private static final String ASK = "vigilar/system/arm_request";

    @TempDir Path data;
    private final PaperLogins logins =
            new PaperLogins()
                    .with("garage", "vigilar/+/garage/#", "pile/#")
                    .with("door", "vigilar/+/door/#");
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private ClosedBroker house;

    @BeforeEach
    void open() {
        house = new ClosedBroker(data, logins);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void hearAll() throws InterruptedException {
        hear(new ClientPlan.Session.Lasting("vigilar-test-intake"), "vigilar/#");
    }

    private void hear(ClientPlan.Session session, String filter) throws InterruptedException {
        house.ours(
                session,
                delivery -> {
                    heard.add(delivery.topic());
                    delivery.acknowledge();
                },
                filter);
    }

    private static void say(MqttClient device, String topic, int bytes, boolean retained)
            throws MqttException {
        device.publish(topic, new MqttMessage(new byte[bytes], 1, retained, null));
    }

    private void awaitHeard(String topic) throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (var next = ""; !topic.equals(next); next = heard.poll(1, TimeUnit.SECONDS)) {
            assertThat(System.nanoTime()).as("heard " + topic).isLessThan(deadline);
        }
    }

    private void awaitTold(String device, String words) throws InterruptedException {
        BusContract.await("told: " + words, () -> logins.toldOf(device, words));
    }

    @Test
    void who_has_no_login_or_a_wrong_password_stays_out_and_no_unknown_name_is_repeated()
            throws Exception {
        assertThatThrownBy(() -> house.device("", "", "a", true)).isInstanceOf(MqttException.class);
        assertThatThrownBy(() -> house.device("my secret", "x", "b", true))
                .isInstanceOf(MqttException.class);
        assertThatThrownBy(() -> house.device("garage", "guessed", "c", true))
                .isInstanceOf(MqttException.class);
        awaitTold("", "no user name and password");
        awaitTold("", "a name that no device has");
        awaitTold("garage", "a wrong password");
        assertThat(logins.denials().toString()).doesNotContain("my secret", "guessed");
        assertThat(logins.denials()).first().extracting(Denial::address).isEqualTo("127.0.0.1");
    }

    @Test
    void a_foreign_topic_and_a_grab_for_everything_are_refused_and_told() throws Exception {
        hearAll();
        var garage = house.device("garage", "a");
        tryToSay(garage, "vigilar/sensor/door/motion");
        assertThat(refusedToRead(garage, "#")).isTrue();
        assertThat(refusedToRead(garage, "vigilar/#")).isTrue();
        assertThat(refusedToRead(garage, "vigilar/sensor/+/motion")).isTrue();
        awaitTold("garage", "vigilar/sensor/door/motion may not use this topic");
        awaitTold("garage", "# may not read here");
        say(garage, "vigilar/sensor/garage/motion", 2, false);
        awaitHeard("vigilar/sensor/garage/motion");
        assertThat(heard).isEmpty();
    }

    /// A keypad's request carries a PIN.
    @Test
    void only_a_device_that_got_that_topic_by_name_may_ask_the_alarm_and_no_device_hears_it()
            throws Exception {
        hear(new ClientPlan.Session.Passing(), ASK); // none of its PINs is kept
        logins.with("keypad", ASK);
        var garage = house.device("garage", "a");
        tryToSay(garage, ASK);
        var keypad = house.device("keypad", "b");
        say(keypad, ASK, 2, false);
        awaitHeard(ASK);
        assertThat(heard).isEmpty();
        for (var device : List.of(garage, keypad)) {
            assertThat(refusedToRead(device, ASK)).isTrue();
            assertThat(refusedToRead(device, "vigilar/system/#")).isTrue();
        }
        awaitTold("garage", ASK + " may not publish here");
        awaitTold("keypad", ASK + " may not read here");
    }

    /// Some clients throw when it is refused, some do not look.
    private static void tryToSay(MqttClient device, String topic) {
        try {
            say(device, topic, 2, false);
        } catch (MqttException refused) {
            assertThat(refused).hasMessageNotContaining("timed out");
        }
    }

    private static boolean refusedToRead(MqttClient device, String filter) {
        try {
            return device.subscribe(filter, 1).getReasonCodes()[0] >= 0x80;
        } catch (MqttException refused) {
            return true;
        }
    }

    @Test
    void one_login_gets_ten_connections_and_another_still_gets_in() throws Exception {
        for (int n = 0; n < Insiders.MOST_CONNECTIONS; n++) {
            house.device("garage", "client-" + n);
        }
        assertThatThrownBy(() -> house.device("garage", "one-more"))
                .isInstanceOf(MqttException.class);
        awaitTold("garage", "has 10 connections already");
        assertThat(house.device("door", "client-1").isConnected()).isTrue();
    }

    @Test
    void who_only_opens_connections_from_one_address_gets_so_many_and_the_owner_is_told()
            throws Exception {
        var crowd = new ArrayList<Socket>();
        try {
            for (int n = 0; n <= Places.MOST_EACH; n++) {
                var one =
                        new Socket(
                                InetAddress.getLoopbackAddress(),
                                house.broker().address().getPort());
                crowd.add(one);
                one.getOutputStream().write(BEGINNING_OF_A_LOGIN);
            }
            awaitTold("", "more than 500 connections from one address");
        } finally {
            for (var one : crowd) {
                one.close();
            }
        }
        BusContract.await("a place again", () -> comesIn("door"));
    }

    private boolean comesIn(String name) {
        try {
            return house.device(name, "a").isConnected();
        } catch (MqttException notYet) {
            return false;
        }
    }

    @Test
    void one_login_gets_twenty_sessions_that_are_kept_and_its_old_ones_still_open()
            throws Exception {
        for (int n = 0; n < KeptSessions.MOST_EACH; n++) {
            house.device("garage", "garage", "session-" + n, false).disconnect();
        }
        assertThatThrownBy(() -> house.device("garage", "garage", "one-more", false))
                .isInstanceOf(MqttException.class);
        awaitTold("garage", "has 20 sessions already");
        assertThat(house.device("garage", "garage", "session-3", false).isConnected()).isTrue();
        assertThat(house.device("door", "door", "session-1", false).isConnected()).isTrue();
    }

    @Test
    void who_floods_has_to_wait_and_another_is_heard_meanwhile() throws Exception {
        hearAll();
        var garage = house.device("garage", "a");
        var door = house.device("door", "b");
        garage.setTimeToWait(3_000);
        var stop = new AtomicBoolean();
        var flood =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        while (!stop.get()) {
                                            garage.publish(
                                                    "vigilar/sensor/garage/motion",
                                                    new byte[2],
                                                    0,
                                                    false);
                                        }
                                    } catch (MqttException _) {
                                        return; // made to wait for too long for this client
                                    }
                                });
        awaitTold("garage", "says more than 200 messages a second");
        say(door, "vigilar/sensor/door/motion", 2, false);
        awaitHeard("vigilar/sensor/door/motion");
        assertThat(garage.isConnected()).isTrue();
        assertThat(logins.denials().stream().filter(it -> it.why().contains("a second")))
                .hasSize(1);
        stop.set(true);
        garage.disconnectForcibly(0, 100, false);
        flood.join();
    }

    @Test
    void a_flood_of_kept_messages_is_said_and_not_kept_and_the_bound_holds_after_a_restart()
            throws Exception {
        hearAll();
        var garage = house.device("garage", "a");
        for (int n = 0; n < 12; n++) {
            say(garage, "vigilar/camera/garage/picture" + n, 1 << 20, true);
        }
        awaitTold("garage", "picture5 was said, but is not kept for later");
        awaitHeard("vigilar/camera/garage/picture11");
        assertThat(kept(garage, "vigilar/camera/garage/#")).hasSize(5);
        say(garage, "vigilar/camera/garage/state", 7, true); // small words still find a place

        house.restart();
        logins.denials().clear();
        var again = house.device("garage", "a");
        say(again, "vigilar/camera/garage/another", 1 << 20, true);
        awaitTold("garage", "another was said, but is not kept for later");
        say(again, "vigilar/camera/garage/picture0", 0, true); // clears one
        say(again, "vigilar/camera/garage/another", 1 << 20, true);
        assertThat(kept(again, "vigilar/camera/garage/#"))
                .contains("vigilar/camera/garage/another", "vigilar/camera/garage/state")
                .hasSize(6);
        say(house.device("door", "b"), "vigilar/camera/door/picture", 1 << 20, true);
        assertThat(logins.toldOf("door", "not kept")).isFalse();
    }

    /// What a new subscriber is given at once.
    private static List<String> kept(MqttClient device, String filter) throws Exception {
        var all = new LinkedBlockingQueue<String>();
        device.setCallback((Ears) (topic, _) -> all.add(topic));
        device.subscribe(filter, 1);
        var first = all.poll(10, TimeUnit.SECONDS);
        var rest = new ArrayList<String>(List.of(String.valueOf(first)));
        for (var next = all.poll(2, TimeUnit.SECONDS);
                next != null;
                next = all.poll(2, TimeUnit.SECONDS)) {
            rest.add(next);
        }
        device.unsubscribe(filter);
        return rest;
    }

    @Test
    void messages_that_wait_for_sleeping_sessions_do_not_keep_the_house_waiting() throws Exception {
        hearAll();
        for (int n = 0; n < 5; n++) {
            var sleeper = house.device("garage", "garage", "sleeper-" + n, false);
            sleeper.subscribe("pile/#", 1);
            sleeper.disconnect();
        }
        var garage = house.device("garage", "a");
        for (int n = 0; n < 140; n++) { // 35 MiB: more than the broker can hold
            say(garage, "pile/" + n, 1 << 18, false);
        }
        awaitTold("garage", "that waited for it were dropped");
        say(house.device("door", "b"), "vigilar/sensor/door/motion", 2, false);
        awaitHeard("vigilar/sensor/door/motion");
    }

    @Test
    void the_little_that_waits_for_a_sleeper_stays_when_it_is_ours_that_fills_the_memory()
            throws Exception {
        house.ours(new ClientPlan.Session.Lasting("vigilar-test-intake"), _ -> {}, "vigilar/#")
                .close(); // intake is away, and the broker keeps everything for it
        var sleeper = house.device("garage", "garage", "sleeper", false);
        sleeper.subscribe("pile/#", 1);
        sleeper.disconnect();
        var garage = house.device("garage", "a");
        for (int n = 0; n < 4; n++) {
            say(garage, "pile/" + n, 1 << 18, false);
        }
        for (int n = 0; n < 104; n++) { // 26 MiB for us: more than MOST_BYTES
            say(garage, "vigilar/sensor/garage/image", 1 << 18, false);
        }
        house.broker().makeRoom();
        for (int n = 4; n < 20; n++) { // beyond the 4 MiB that are theirs
            say(garage, "pile/" + n, 1 << 18, false);
        }
        awaitTold("garage", "messages that waited for it were dropped");
        for (int few = 1; few < 15; few++) {
            assertThat(logins.toldOf("garage", " " + few + " messages that waited")).isFalse();
        }
    }
}
