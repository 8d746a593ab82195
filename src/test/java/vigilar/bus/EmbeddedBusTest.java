package vigilar.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

class EmbeddedBusTest extends BusContract {
    @TempDir Path data;
    private EmbeddedBroker broker = unstarted(Path.of("unused"));

    static EmbeddedBroker unstarted(Path data) {
        return telling(data, _ -> {});
    }

    static EmbeddedBroker telling(Path data, Consumer<String> setAside) {
        return new EmbeddedBroker(
                settings(data, 0), DeviceLogins.none(), setAside, Clock.systemUTC());
    }

    static BusSettings settings(Path data, int port) {
        return new BusSettings(
                Prefix.STANDARD,
                data,
                InetSocketAddress.createUnresolved("127.0.0.1", port),
                true,
                Optional.empty());
    }

    @BeforeEach
    void startBroker() {
        healIt();
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void what_the_house_says_of_its_events_does_not_come_back_to_it() throws Exception {
        listener(lasting(), 100, "vigilar/#").close();
        var speaker = speaker();
        say(speaker, "vigilar/events/published", "our own");
        say(speaker, "vigilar/sensor/a/motion", "a device's");
        listener(lasting(), 100, "vigilar/#");
        var delivery = next();
        assertThat(text(delivery)).isEqualTo("a device's");
        delivery.acknowledge();
    }

    @Override
    Bus bus() {
        return new MqttBus(settings(data, 0), () -> broker.address(), Clock.systemUTC());
    }

    @Override
    void breakIt() {
        broker.close();
    }

    @Override
    void healIt() {
        broker = unstarted(data);
        broker.start();
    }
}
