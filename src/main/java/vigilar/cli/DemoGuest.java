package vigilar.cli;

import org.jspecify.annotations.Nullable;

import vigilar.config.Config;
import vigilar.config.HostPort;
import vigilar.demo.DemoHouse;
import vigilar.recorder.Roots;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

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
                            services.devices().apply(AsDevice.of(bus, ready)),
                            roots(),
                            Clock.systemUTC());
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
        if (!quiet) {
            err.println("  All of it is made up: a synthetic day, played again and again.");
        }
        folder.ifPresent(path -> err.println("  What it stores goes away at the end: " + path));
        err.println("  Ctrl-C ends the demo.");
        err.println();
    }

    /// Beside somebody's own broker the demo is no Zigbee network and no Frigate: others listen to
    /// those there, and would take its devices for real ones.
    private Roots roots() {
        var roots = services.ear().apply(config.settings()).roots();
        return config.settings().bus().external().isPresent() ? roots.houseOnly() : roots;
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
