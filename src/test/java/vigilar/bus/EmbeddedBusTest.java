package vigilar.bus;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
