package vigilar.bus;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/// The bus over MQTT 5: the embedded broker of the house or an external one. Safe for any number of
/// threads.
public final class MqttBus implements Bus {
    /// 10 s without traffic: with the 1.5 times of the protocol both sides notice a half-open
    /// connection within 30 s.
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final BusSettings settings;
    private final Supplier<InetSocketAddress> embeddedAddress;
    private final InstantSource clock;
    private final Duration keepAlive;

    /// @param embeddedAddress where the embedded broker listens, asked at each connection attempt;
    ///   may throw a [BusException] while it is not running. Not asked with an external broker
    public MqttBus(
            BusSettings settings,
            Supplier<InetSocketAddress> embeddedAddress,
            InstantSource clock) {
        this(settings, embeddedAddress, clock, KEEP_ALIVE);
    }

    /// With another keep-alive, whole seconds.
    MqttBus(
            BusSettings settings,
            Supplier<InetSocketAddress> embeddedAddress,
            InstantSource clock,
            Duration keepAlive) {
        this.settings = settings;
        this.embeddedAddress = embeddedAddress;
        this.clock = clock;
        this.keepAlive = keepAlive;
    }

    @Override
    public BusClient client(ClientPlan plan) {
        return new TirelessClient(plan, this::login, keepAlive, clock);
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
