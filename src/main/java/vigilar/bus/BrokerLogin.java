package vigilar.bus;

import com.hivemq.client.mqtt.MqttClientSslConfig;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Optional;

/// Where the broker is and how we log in there, as of one connection attempt: files are read anew
/// each time, so that a renewed password or certificate is taken up.
///
/// @param ours the embedded broker, which keeps devices from speaking in its name
record BrokerLogin(
        String host,
        int port,
        Optional<String> user,
        @Nullable String password,
        @Nullable MqttClientSslConfig tls,
        boolean ours) {

    private static final int MQTT = 1883;
    private static final int MQTTS = 8883;

    static BrokerLogin embedded(InetSocketAddress address, BusSecret secret) {
        return new BrokerLogin(
                address.getHostString(),
                address.getPort(),
                Optional.of(BusSecret.USER),
                secret.value(),
                null,
                true);
    }

    /// @throws BusException a file or the address is not usable
    static BrokerLogin external(BusSettings.External external) {
        var url = external.url();
        boolean tls = "mqtts".equals(url.getScheme());
        if (url.getHost() == null || !(tls || "mqtt".equals(url.getScheme()))) {
            throw new BusException(
                    "the broker's address must be mqtt://host:port or mqtts://host:port, not "
                            + url.getScheme()
                            + ":…");
        }
        int port = url.getPort() > 0 ? url.getPort() : tls ? MQTTS : MQTT;
        return new BrokerLogin(
                url.getHost(),
                port,
                external.user(),
                external.passwordFile().map(PemFiles::firstLine).orElse(null),
                tls ? PemFiles.tls(external) : null,
                false);
    }

    /// Without the password: this may end up in a log.
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
