package vigilar.bus;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The bus over MQTT 5: the embedded broker of the house or an external one. Safe for any number of
/// threads.
public final class MqttBus implements Bus {
    private final BusSettings settings;
    private final Supplier<InetSocketAddress> embeddedAddress;
    private final InstantSource clock;

    /// @param embeddedAddress where the embedded broker listens, asked at each connection attempt;
    ///   may throw a [BusException] while it is not running. Not asked with an external broker
    public MqttBus(
            BusSettings settings,
            Supplier<InetSocketAddress> embeddedAddress,
            InstantSource clock) {
        this.settings = settings;
        this.embeddedAddress = embeddedAddress;
        this.clock = clock;
    }

    @Override
    public BusClient client(ClientPlan plan) {
        return new TirelessClient(plan, this::login, clock);
    }

    private BrokerLogin login() {
        return settings.external()
                .map(BrokerLogin::external)
                .orElseGet(
                        () ->
                                BrokerLogin.embedded(
                                        embeddedAddress.get(),
                                        BusSecret.of(settings.dataFolder())));
    }
}
