package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import vigilar.frontdoor.Await;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/// The embedded broker as devices see it: clients that are not ours.
class EmbeddedBrokerTest {
    @TempDir Path data;
    private EmbeddedBroker broker = EmbeddedBusTest.unstarted(Path.of("unused"));

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBusTest.unstarted(data);
        broker.start();
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    private int publish(String version, String topic, int bytes) throws Exception {
        var tool = Path.of("/usr/bin/mosquitto_pub");
        assumeTrue(Files.isExecutable(tool), "mosquitto_pub is not installed");
        var file = Files.write(data.resolve("payload"), new byte[bytes]);
        var process =
                new ProcessBuilder(
                                tool.toString(),
                                "-V",
                                version,
                                "-p",
                                "" + broker.address().getPort(),
                                "-q",
                                "1",
                                "-t",
                                topic,
                                "-f",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("output").toFile())
                        .start();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return -1; // tries for ever: cut off each time
        }
        return Files.readString(data.resolve("output")).contains("Not authorized")
                ? 1
                : process.exitValue();
    }

    private MqttClient device(String id) throws MqttException {
        return new MqttClient(
                "tcp://127.0.0.1:" + broker.address().getPort(), id, new MemoryPersistence());
    }

    @Test
    void devices_of_both_versions_may_publish_on_their_topics_and_not_on_ours() throws Exception {
        assertThat(publish("5", "vigilar/sensor/door/contact_open", 10)).isZero();
        assertThat(publish("311", "vigilar/sensor/door/contact_open", 10)).isZero();
        assertThat(publish("5", "vigilar/system/arm_request", 10)).isZero();
        assertThat(broker.refused()).isZero();
        assertThat(publish("5", "vigilar/events/published", 10)).isNotZero();
        assertThat(broker.refused()).isEqualTo(1);
        assertThat(publish("5", "vigilar/system/arm_state", 10)).isNotZero();
        assertThat(publish("5", "activemq/management", 10)).isNotZero();
        assertThat(broker.refused()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_list_of_eight_mebibytes_passes_and_what_is_larger_is_refused() throws Exception {
        assertThat(publish("5", "zigbee2mqtt/bridge/devices", 8 << 20)).isZero();
        assertThat(publish("311", "zigbee2mqtt/bridge/devices", 9 << 20)).isNotZero();
        assertThat(publish("311", "vigilar/sensor/door/motion", 10)).isZero();
    }

    @Test
    void who_has_not_logged_in_cannot_fill_the_memory() throws Exception {
        try (var stranger =
                new Socket(InetAddress.getLoopbackAddress(), broker.address().getPort())) {
            stranger.setSoTimeout(5_000); // the login itself may take 10 s
            var out = stranger.getOutputStream();
            // The beginning of a login of MQTT 5 that claims properties of 4 MiB.
            out.write(
                    new byte[] {0x10, -128, -128, -128, 2, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60});
            out.write(new byte[] {-128, -128, -128, 2});
            var property = new byte[] {0x26, 0, 1, 'a', 0, 1, 'b'};
            assertThatThrownBy(
                            () -> {
                                for (int n = 0; n < 100_000; n++) {
                                    out.write(property);
                                }
                                if (stranger.getInputStream().read() < 0) {
                                    throw new EOFException("cut off");
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_stranger_cannot_take_a_client_id_of_ours_or_guess_the_secret() throws Exception {
        var thief = device("vigilar-test-intake");
        assertThatThrownBy(thief::connect).isInstanceOf(MqttException.class);
        thief.close();
        var guesser = device("somebody");
        var options = new MqttConnectionOptions();
        options.setUserName("vigilar");
        options.setPassword("wrong".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> guesser.connect(options)).isInstanceOf(MqttException.class);
        guesser.close();
    }

    @Test
    void a_retained_message_survives_a_restart() throws Exception {
        var device = device("cat-flap");
        device.connect();
        device.publish("vigilar/presence/cat", new MqttMessage(new byte[] {1}, 1, true, null));
        device.disconnect();
        device.close();
        broker.close();
        startBroker();
        var heard = new java.util.concurrent.LinkedBlockingQueue<byte[]>();
        var bus =
                new MqttBus(EmbeddedBusTest.settings(data, 0), broker::address, Clock.systemUTC());
        try (var client =
                bus.client(
                        new ClientPlan(
                                "listener",
                                new ClientPlan.Session.Passing(),
                                java.util.List.of("vigilar/presence/#"),
                                10,
                                delivery -> heard.add(delivery.payload()),
                                _ -> {}))) {
            client.start();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).containsExactly(1);
        }
    }

    @Test
    void a_taken_port_is_told_before_anything_is_changed(@TempDir Path other) {
        var second =
                new EmbeddedBroker(
                        EmbeddedBusTest.settings(other, broker.address().getPort()),
                        DeviceLogins.none(),
                        _ -> {},
                        Clock.systemUTC());
        assertThatThrownBy(second::start).isInstanceOf(PortTaken.class);
        assertThat(other).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal/activemq-data-1.amq", "bindings/activemq-bindings-1.bindings"})
    void with_files_that_it_cannot_read_the_broker_begins_anew_and_keeps_them(String name)
            throws Exception {
        broker.close();
        var file = data.resolve("broker").resolve(name);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("no journal".repeat(30).getBytes(UTF_8)), 0);
        }
        var told = new ArrayList<String>();
        broker = EmbeddedBusTest.telling(data, told::add);
        broker.start();
        assertThat(broker.running()).isTrue();
        assertThat(told).hasSize(1);
        assertThat(data.resolve(told.getFirst()).resolve(name)).exists();
        broker.close();
        broker = EmbeddedBusTest.telling(data, told::add);
        broker.start();
        assertThat(told).hasSize(2).containsOnly(told.getFirst()); // again, for who was killed
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 4_096, 500_000})
    void a_file_that_ends_too_early_is_kept_and_told_of(int bytes) throws Exception {
        var device = device("cat-flap");
        device.connect();
        device.publish("vigilar/presence/cat", new MqttMessage(new byte[] {1}, 1, true, null));
        device.disconnect();
        device.close();
        broker.close();
        var file = data.resolve("broker/journal/activemq-data-1.amq");
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(bytes);
        }
        var told = new ArrayList<String>();
        broker = EmbeddedBusTest.telling(data, told::add);
        broker.start();
        assertThat(told).hasSize(1);
        assertThat(data.resolve(told.getFirst())).isNotEmptyDirectory();
        broker.close();
        broker = EmbeddedBusTest.telling(data, told::add);
        broker.start();
        assertThat(told).as("it was mended, so nothing new").containsOnly(told.getFirst());
    }

    /// Else its first words would be acknowledged, and nobody would have heard them.
    @Test
    void a_device_is_let_in_once_the_house_listens_and_not_before() throws Exception {
        broker.close();
        var settings = EmbeddedBusTest.settings(data, 0);
        broker = ofHouse("vigilar-test-");
        broker.start();
        var early = device("early");
        assertThatThrownBy(early::connect).hasMessageContaining("unavailable");
        var bus = new MqttBus(settings, broker::address, Clock.systemUTC());
        var heard = new java.util.concurrent.LinkedBlockingQueue<byte[]>();
        var intake =
                new ClientPlan(
                        "listener",
                        new ClientPlan.Session.Lasting("vigilar-test-listener"),
                        java.util.List.of("vigilar/sensor/#"),
                        10,
                        delivery -> {
                            heard.add(delivery.payload());
                            delivery.acknowledge();
                        },
                        _ -> {});
        try (var client = bus.client(intake)) {
            client.start();
            Await.until("it is let in", Duration.ofSeconds(10), () -> isLetIn(early));
            early.publish(
                    "vigilar/sensor/a/motion", new MqttMessage(new byte[] {1}, 1, false, null));
            assertThat(heard.poll(10, TimeUnit.SECONDS)).containsExactly(1);
        }
        early.disconnect();
        early.close();
        broker.close();
        broker.start(); // with the session of the house, which is away: it waits for it
        var later = device("later");
        later.connect();
        later.publish("vigilar/sensor/a/motion", new MqttMessage(new byte[] {2}, 1, false, null));
        later.disconnect();
        later.close();
        try (var client = bus.client(intake)) {
            client.start();
            Await.until( // the first one may come again: its acknowledgement was just on its way
                    "the second is heard",
                    Duration.ofSeconds(10),
                    () -> heard.stream().anyMatch(it -> it[0] == 2));
        }
        broker.close();
        broker =
                ofHouse("vigilar-another-"); // the store is gone, and another house is in its place
        broker.start();
        assertThatThrownBy(device("latest")::connect).hasMessageContaining("unavailable");
    }

    private EmbeddedBroker ofHouse(String sessions) {
        return EmbeddedBroker.ofHouse(
                EmbeddedBusTest.settings(data, 0),
                DeviceLogins.none(),
                _ -> {},
                sessions,
                Clock.systemUTC());
    }

    @Test
    void a_secret_that_a_power_cut_has_emptied_lets_nobody_in() throws Exception {
        broker.close();
        Files.writeString(data.resolve("secret/bus-password"), "");
        broker = EmbeddedBusTest.unstarted(data);
        broker.start();
        assertThat(Files.readString(data.resolve("secret/bus-password")).strip()).hasSize(64);
        var guesser = device("somebody");
        var options = new MqttConnectionOptions();
        options.setUserName("vigilar");
        options.setPassword(new byte[0]);
        assertThatThrownBy(() -> guesser.connect(options)).isInstanceOf(MqttException.class);
        guesser.close();
    }

    private static boolean isLetIn(MqttClient device) {
        try {
            device.connect();
            return true;
        } catch (MqttException notYet) {
            return false;
        }
    }

    @Test
    void a_device_that_promised_no_sign_of_life_is_not_hung_up_on_for_its_silence()
            throws Exception {
        var silent = device("silent");
        var options = new MqttConnectionOptions();
        options.setKeepAliveInterval(0);
        silent.connect(options);
        // One second promised and nothing said: when it is hung up on, the broker has looked.
        try (var witness =
                new Socket(InetAddress.getLoopbackAddress(), broker.address().getPort())) {
            witness.getOutputStream()
                    .write(new byte[] {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 1, 0, 1, 'w'});
            witness.setSoTimeout(30_000);
            assertThat(witness.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
            assertThat(witness.getInputStream().read()).isEqualTo(-1);
        }
        silent.publish("vigilar/sensor/a/motion", new MqttMessage(new byte[] {1}, 1, false, null));
        assertThat(silent.isConnected()).isTrue();
        silent.disconnect();
        silent.close();
    }
}
