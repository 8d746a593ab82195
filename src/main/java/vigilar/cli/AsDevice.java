package vigilar.cli;

import vigilar.bus.BusSettings;
import vigilar.config.HostPort;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/// How a device reaches a house that is ready: the address of its broker and nothing of ours.
final class AsDevice {
    private AsDevice() {}

    /// An external broker wants its own user.
    static BusSettings of(BusSettings bus, Ready ready) {
        if (bus.external().isPresent()) {
            return bus;
        }
        InetSocketAddress broker = ready.mqtt().orElse(bus.mqtt());
        var plain =
                new BusSettings.External(
                        URI.create("mqtt://" + HostPort.write(broker)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        return new BusSettings(
                bus.prefix(), bus.dataFolder(), bus.mqtt(), bus.open(), Optional.of(plain));
    }
}
