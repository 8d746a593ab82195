package vigilar.cli;

import vigilar.config.HostPort;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// The one line on standard output that says everything is up: `ready http://… mqtt://…`, each part
/// only where it is there.
record Ready(Optional<InetSocketAddress> http, Optional<InetSocketAddress> mqtt) {
    private static final Pattern HTTP = Pattern.compile(" http://(\\S+)");
    private static final Pattern MQTT = Pattern.compile(" mqtt://(\\S+)");

    String line() {
        return "ready"
                + http.map(address -> " http://" + HostPort.write(address)).orElse("")
                + mqtt.map(address -> " mqtt://" + HostPort.write(address)).orElse("");
    }

    /// Reads what another process of ours has printed.
    static Ready read(String line) {
        return new Ready(part(HTTP, line), part(MQTT, line));
    }

    private static Optional<InetSocketAddress> part(Pattern pattern, String line) {
        var found = pattern.matcher(line);
        return found.find() ? Optional.of(HostPort.read(found.group(1))) : Optional.empty();
    }
}
