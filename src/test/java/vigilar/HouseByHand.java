package vigilar;

import vigilar.cli.CommandLineRoom;
import vigilar.cli.Services;
import vigilar.config.Config;
import vigilar.config.ConfigKeys;
import vigilar.config.Role;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The whole house, as [Main] builds it, by a clock that the test moves: in this process, or in one
/// of its own, which can be killed.
public final class HouseByHand implements AutoCloseable {
    private final Wiring house;
    private final Path data;

    private HouseByHand(Wiring house, Path data) {
        this.house = house;
        this.data = data;
    }

    /// In this process, on any free ports; returns once it is ready.
    public static HouseByHand start(Path config, Path data, HandClock clock) {
        return start(
                config,
                data,
                clock,
                EnumSet.allOf(Role.class),
                Map.of(ConfigKeys.MQTT, "127.0.0.1:0"));
    }

    /// So much of a house on a broker of somebody else's; returns soon, even if that is not
    /// reached.
    public static HouseByHand onBroker(
            Path config, Path data, HandClock clock, EnumSet<Role> roles) {
        return start(config, data, clock, roles, Map.of());
    }

    private static HouseByHand start(
            Path config,
            Path data,
            HandClock clock,
            EnumSet<Role> roles,
            Map<vigilar.config.Key<?>, Object> more) {
        var said = new HashMap<vigilar.config.Key<?>, Object>(more);
        said.put(ConfigKeys.DATA, data.toString());
        said.put(ConfigKeys.HTTP, "127.0.0.1:0");
        return switch (Config.read(Optional.of(config), said, data)) {
            case Config.Outcome.Refused(var complaints) ->
                    throw new AssertionError(complaints.toString());
            case Config.Outcome.Understood(var read) -> {
                var house = new Wiring(read.settings(), roles, clock);
                house.claim();
                house.start();
                yield new HouseByHand(house, data);
            }
        };
    }

    public String http() {
        return "http://127.0.0.1:" + house.http().orElseThrow().getPort();
    }

    public int mqttPort() {
        return house.mqtt().orElseThrow().getPort();
    }

    @Override
    public void close() {
        house.close();
        PlantedSecrets.keep(data);
    }

    /// As [Main], but first comes the file of the clock.
    static void main(String[] args) {
        var clock = HandClock.shared(Path.of(args[0]));
        var services =
                new Services(
                        (settings, roles) -> new Wiring(settings, roles, clock),
                        Beside::openJournal,
                        Beside::openPeople,
                        Beside::openDevices,
                        Beside::openRules,
                        Beside::trial,
                        Examination::of,
                        Beside::check,
                        Beside::devices,
                        Beside::insiders,
                        Beside::ear);
        var words = java.util.Arrays.copyOfRange(args, 1, args.length);
        System.exit(new CommandLineRoom(services).run(words));
    }
}
