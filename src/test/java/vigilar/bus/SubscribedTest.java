package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Each subscription takes memory of the house: one device must not take all of it.
class SubscribedTest {
    private static final int AT_ONCE = 100;

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

    /// Its session outlives its connection.
    private MqttClient device(String name) throws MqttException {
        var device =
                new MqttClient(
                        "tcp://127.0.0.1:" + broker.address().getPort(),
                        name,
                        new MemoryPersistence());
        var options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
        device.connect(options);
        return device;
    }

    private static String[] filters(int from, int to) {
        return IntStream.range(from, to).mapToObj("pile/%d/#"::formatted).toArray(String[]::new);
    }

    private static boolean gets(MqttClient device, int from, int to) {
        try {
            for (int at = from; at < to; at += AT_ONCE) {
                var some = filters(at, Math.min(to, at + AT_ONCE));
                var qos = new int[some.length];
                Arrays.fill(qos, 1);
                device.subscribe(some, qos);
            }
            return true;
        } catch (MqttException hungUp) {
            return false;
        }
    }

    @Test
    void a_session_has_so_many_subscriptions_and_not_one_more() throws Exception {
        var device = device("greedy");
        assertThat(gets(device, 0, Subscribed.MOST_EACH)).isTrue();
        assertThat(gets(device, 0, Subscribed.MOST_EACH)).as("the same again").isTrue();
        assertThat(gets(device, 1_000, 1_001)).isFalse();
        device.close();

        var again = device("greedy");
        assertThat(gets(again, 1_000, 1_001)).as("the session has them still").isFalse();
        again.close();

        var third = device("greedy");
        third.unsubscribe(filters(0, 1));
        assertThat(gets(third, 1_000, 1_001)).as("for one that it gave back").isTrue();
        third.disconnect();
        third.close();
    }

    @Test
    void all_sessions_together_have_so_many() throws Exception {
        for (int from = 0; from < Subscribed.MOST; from += Subscribed.MOST_EACH) {
            var device = device("greedy-" + from);
            assertThat(gets(device, from, from + Subscribed.MOST_EACH)).isTrue();
            device.disconnect();
            device.close();
        }
        var late = device("late");
        assertThat(gets(late, 0, 1)).isFalse();
        late.close();
    }
}
