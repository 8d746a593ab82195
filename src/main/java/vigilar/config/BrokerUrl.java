package vigilar.config;

import java.net.URI;
import java.net.URISyntaxException;

/// The address of somebody else's broker: `mqtt://host:port`, or `mqtts://` with TLS.
final class BrokerUrl {
    private static final int PLAIN_PORT = 1883;
    private static final int TLS_PORT = 8883;

    private BrokerUrl() {}

    /// With the usual port filled in where none stands.
    static URI read(String text) {
        try {
            var url = new URI(text);
            var scheme = url.getScheme() == null ? "" : url.getScheme();
            if ((!scheme.equals("mqtt") && !scheme.equals("mqtts")) || url.getHost() == null) {
                throw new IllegalArgumentException(
                        "expected mqtt://HOST:PORT or mqtts://HOST:PORT" + found(url, text));
            }
            if (url.getUserInfo() != null) {
                // Not repeated in the message: it may hold a password.
                throw new IllegalArgumentException(
                        "no user or password in the address: they belong to user and password_file"
                                + " in [bus]");
            }
            if ((!url.getPath().isEmpty() && !url.getPath().equals("/"))
                    || url.getQuery() != null
                    || url.getFragment() != null
                    || url.getPort() > 65_535) {
                throw new IllegalArgumentException(
                        "expected nothing but a port behind the host, found '" + text + "'");
            }
            var usual = scheme.equals("mqtt") ? PLAIN_PORT : TLS_PORT;
            var port = url.getPort() < 0 ? usual : url.getPort();
            return new URI(scheme, null, url.getHost(), port, null, null, null);
        } catch (URISyntaxException unreadable) {
            throw new IllegalArgumentException(
                    "expected mqtt://HOST:PORT or mqtts://HOST:PORT", unreadable);
        }
    }

    private static String found(URI url, String text) {
        return url.getRawAuthority() != null && url.getRawAuthority().contains("@")
                ? ""
                : ", found '" + text + "'";
    }
}
