package vigilar.cli;

import org.jspecify.annotations.Nullable;

import vigilar.bus.BusSettings;
import vigilar.config.Config;
import vigilar.config.HostPort;
import vigilar.demo.DemoHouse;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What makes a demo of a house: the simulated devices, a word of welcome, a folder that goes away.
final class DemoGuest implements Session.Guest {
    private final Services services;
    private final Surroundings surroundings;
    private final Config config;
    private final boolean quiet;
    private final Optional<Path> folder;
    private @Nullable DemoHouse devices;

    /// @param quiet no devices
    /// @param folder to be deleted at the end
    DemoGuest(
            Services services,
            Surroundings surroundings,
            Config config,
            boolean quiet,
            Optional<Path> folder) {
        this.services = services;
        this.surroundings = surroundings;
        this.config = config;
        this.quiet = quiet;
        this.folder = folder;
    }

    @Override
    public synchronized void welcome(Ready ready) {
        if (!quiet) {
            var bus = config.settings().bus();
            var started =
                    new DemoHouse(
                            services.devices().apply(asDevice(bus, ready)),
                            bus.prefix(),
                            Clock.systemUTC(),
                            RandomGenerator.getDefault());
            started.start();
            devices = started;
        }
        var err = surroundings.err();
        err.println();
        ready.http()
                .ifPresent(
                        http ->
                                err.println(
                                        "  Open http://"
                                                + HostPort.write(http)
                                                + "/ in a browser"
                                                + (quiet ? "." : ": the house lives.")));
        ready.mqtt()
                .ifPresent(
                        mqtt ->
                                err.println(
                                        "  Say something as a device would: mosquitto_pub -h %s -p %d -q 1 -t %s -m '{}'"
                                                .formatted(
                                                        mqtt.getHostString(),
                                                        mqtt.getPort(),
                                                        config.settings()
                                                                .bus()
                                                                .prefix()
                                                                .topic("sensor/garage/motion"))));
        folder.ifPresent(path -> err.println("  What it stores goes away at the end: " + path));
        err.println("  Ctrl-C ends the demo.");
        err.println();
    }

    /// The settings of a device: the address of the broker and nothing of ours. An external broker
    /// wants its own user.
    private static BusSettings asDevice(BusSettings bus, Ready ready) {
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

    @Override
    public synchronized void leave() {
        if (devices != null) {
            devices.close();
        }
    }

    @Override
    public void close() {
        folder.ifPresent(ScratchFolder::delete);
    }
}
