package vigilar.cli;

import vigilar.access.Secret;
import vigilar.config.HostPort;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// The one line on standard output that says everything is up: `ready http://… mqtt://…`, each part
/// only where it is there. A house that has no owner yet says how to become it in a second line.
///
/// @param tls the page speaks HTTPS
/// @param setupCode of a house that starts for the first time
record Ready(
        Optional<InetSocketAddress> http,
        Optional<InetSocketAddress> mqtt,
        Optional<Secret> setupCode,
        boolean tls) {
    private static final Pattern HTTP = Pattern.compile(" https?://(\\S+)");
    private static final Pattern MQTT = Pattern.compile(" mqtt://(\\S+)");

    String line() {
        return "ready"
                + http.map(address -> " " + scheme() + HostPort.write(address)).orElse("")
                + mqtt.map(address -> " mqtt://" + HostPort.write(address)).orElse("");
    }

    private String scheme() {
        return tls ? "https://" : "http://";
    }

    /// What to do first, if there is something.
    Optional<String> firstStep() {
        return setupCode.map(
                code ->
                        "This house has no owner yet. Open %s/setup and type the setup code %s (shown only now; 'vigilar setup-code' makes a new one)"
                                .formatted(
                                        http.map(address -> scheme() + LanAddress.of(address))
                                                .orElse("the page"),
                                        code.text()));
    }

    /// Reads what another process of ours has printed.
    static Ready read(String line) {
        return new Ready(
                part(HTTP, line), part(MQTT, line), Optional.empty(), line.contains(" https://"));
    }

    private static Optional<InetSocketAddress> part(Pattern pattern, String line) {
        var found = pattern.matcher(line);
        return found.find() ? Optional.of(HostPort.read(found.group(1))) : Optional.empty();
    }
}
