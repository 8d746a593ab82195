package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What a device on the embedded broker cannot do, and that the log names it.
class HouseRulesTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("vigilar.bus");

    @TempDir Path data;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private EmbeddedBroker broker = EmbeddedBusTest.unstarted(Path.of("unused"));

    @BeforeEach
    void startBroker() {
        log.start();
        LOG.addAppender(log);
        broker = EmbeddedBusTest.unstarted(data);
        broker.start();
    }

    @AfterEach
    void stopBroker() {
        broker.close();
        LOG.detachAppender(log);
    }

    private void awaitLogged(String words) throws InterruptedException {
        BusContract.await(
                "logged: " + words,
                () ->
                        List.copyOf(log.list).stream()
                                .anyMatch(line -> line.getFormattedMessage().contains(words)));
    }

    /// A device that speaks MQTT 3.1.1. Ends after 3 s at most, or when it is cut off.
    private void speakOldMqtt(String tool, String... words) throws Exception {
        var program = Path.of("/usr/bin", tool);
        assumeTrue(Files.isExecutable(program), tool + " is not installed");
        var command = new ArrayList<>(List.of(program.toString(), "-V", "311"));
        command.addAll(List.of("-p", "" + broker.address().getPort()));
        command.addAll(List.of(words));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("output").toFile())
                        .start();
        if (!process.waitFor(3, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    private MqttClient device(String id) throws MqttException {
        var device =
                new MqttClient(
                        "tcp://127.0.0.1:" + broker.address().getPort(),
                        id,
                        new MemoryPersistence());
        device.setTimeToWait(5_000);
        return device;
    }

    private BusClient intake() throws InterruptedException {
        var client =
                new MqttBus(
                                EmbeddedBusTest.settings(data, 0),
                                () -> broker.address(),
                                Clock.systemUTC())
                        .client(
                                new ClientPlan(
                                        "intake",
                                        new ClientPlan.Session.Lasting("vigilar-test-intake"),
                                        List.of("vigilar/#"),
                                        10,
                                        delivery -> {
                                            heard.add(delivery.topic());
                                            delivery.acknowledge();
                                        },
                                        _ -> {}));
        client.start();
        BusContract.await("up", () -> client.link() instanceof Link.Up);
        return client;
    }

    @Test
    void an_old_device_cannot_speak_in_our_name_and_is_named() throws Exception {
        try (var _ = intake()) {
            speakOldMqtt(
                    "mosquitto_pub", "-q", "1", "-t", "vigilar/events/published", "-m", "forged");
            awaitLogged("refused a device: SEND vigilar/events/published");
            speakOldMqtt(
                    "mosquitto_pub", "-q", "1", "-t", "vigilar/sensor/door/motion", "-m", "honest");
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("vigilar/sensor/door/motion");
        }
    }

    @Test
    void an_old_device_cannot_take_our_client_id_and_our_session_stays() throws Exception {
        try (var intake = intake()) {
            speakOldMqtt("mosquitto_sub", "-i", "vigilar-test-intake", "-c", "-t", "vigilar/#");
            awaitLogged("the client id is not one it may use");
            assertThat(intake.link()).isInstanceOf(Link.Up.class);
            assertThat(broker.refused()).isPositive();
        }
    }

    @Test
    void a_share_by_a_name_of_ours_is_cut_off_and_another_is_served() throws Exception {
        var thief = device("thief");
        thief.connect();
        assertThatThrownBy(() -> thief.subscribe("$share/vigilar-test-intake/vigilar/#", 1))
                .isInstanceOf(MqttException.class);
        awaitLogged("a shared subscription by a name of ours");
        thief.close();
        var honest = device("honest");
        honest.connect();
        assertThat(honest.subscribe("$share/lamps/home/#", 1).getReasonCodes()).containsExactly(1);
        honest.disconnect();
        honest.close();
    }

    @Test
    void nobody_reaches_into_a_queue_by_the_brokers_own_way_of_naming_it() throws Exception {
        var reader = device("reader");
        reader.connect();
        assertThatThrownBy(() -> reader.subscribe("home::vigilar-test-intake", 1))
                .isInstanceOf(MqttException.class);
        awaitLogged("'::' in a topic");
        reader.close();
        var writer = device("writer");
        writer.connect();
        assertThatThrownBy(() -> writer.publish("home::vigilar-test-intake", new byte[1], 1, false))
                .isInstanceOf(MqttException.class);
        writer.close();
    }
}
