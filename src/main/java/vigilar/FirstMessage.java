package vigilar;

import vigilar.config.Settings;

import java.net.InetSocketAddress;
import java.util.Optional;

/// A line that people can type to see their first event.
final class FirstMessage {
    private FirstMessage() {}

    /// Empty where the line alone would not do: with a login, or at a broker that is not ours.
    static Optional<String> line(Settings settings, InetSocketAddress broker) {
        var bus = settings.bus();
        return bus.external().isPresent() || !bus.open() || broker.getPort() == 0
                ? Optional.empty()
                : Optional.of(
                        "mosquitto_pub -h %s -p %d -q 1 -t %s -m '{}'"
                                .formatted(
                                        broker.getHostString(),
                                        broker.getPort(),
                                        bus.prefix().topic("sensor/garage/motion")));
    }
}
