package vigilar.cli;

import vigilar.config.Config;
import vigilar.config.HostPort;
import vigilar.config.Key;
import vigilar.config.Role;
import vigilar.config.Settings;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks whether we can listen where we shall, before anything is changed.
final class Ports {
    private Ports() {}

    /// @throws CannotStart naming the address and the ways out
    static void demandFree(Settings settings, Set<Role> roles) {
        if (roles.contains(Role.BROKER)) {
            var mqtt = settings.bus().mqtt();
            objection(mqtt)
                    .ifPresent(
                            why -> {
                                throw new CannotStart(
                                        "cannot listen for devices on "
                                                + HostPort.write(mqtt)
                                                + ": "
                                                + why
                                                + ". If another broker runs there, use it: --bus "
                                                + there(mqtt)
                                                + ", or in the settings [bus] and below it url = \""
                                                + there(mqtt)
                                                + "\". Or choose another port with --mqtt"
                                                + " HOST:PORT");
                            });
        }
        if (roles.contains(Role.WEB)) {
            var http = settings.web().http();
            objection(http)
                    .ifPresent(
                            why -> {
                                throw new CannotStart(
                                        "cannot listen for browsers on "
                                                + HostPort.write(http)
                                                + ": "
                                                + why
                                                + ". Choose another port with --http HOST:PORT");
                            });
        }
    }

    /// Nobody asked for the usual port: if it is taken, any free one will do.
    static void evade(
            Config config,
            Key<InetSocketAddress> key,
            InetSocketAddress usual,
            Map<Key<?>, Object> said) {
        if (!config.says(key) && objection(usual).isPresent()) {
            said.put(key, usual.getHostString() + ":0");
        }
    }

    /// How the broker that listens there is reached from here.
    private static String there(InetSocketAddress mqtt) {
        var host = mqtt.getHostString();
        return "mqtt://"
                + (host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host)
                + ":"
                + mqtt.getPort();
    }

    /// Why one cannot listen there, or empty. Port 0 is always free.
    static Optional<String> objection(InetSocketAddress address) {
        if (address.getPort() == 0) {
            return Optional.empty();
        }
        try (var trial = new ServerSocket()) {
            trial.setReuseAddress(true);
            trial.bind(
                    new InetSocketAddress(
                            InetAddress.getByName(address.getHostString()), address.getPort()));
            return Optional.empty();
        } catch (UnknownHostException _) {
            return Optional.of("there is no such host");
        } catch (IOException refused) {
            var why = String.valueOf(refused.getMessage());
            return Optional.of(why.contains("in use") ? "the port is taken" : why);
        }
    }
}
