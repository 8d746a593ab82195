package vigilar.config;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/// `HOST:PORT`, to and fro. Hosts are not looked up here; an IPv6 address stands in brackets.
public final class HostPort {
    private static final Pattern SHAPE =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");
    private static final Pattern LOOPBACK_4 = Pattern.compile("127(\\.[0-9]{1,3}){3}");
    private static final int HIGHEST_PORT = 65_535;

    private HostPort() {}

    /// Port 0 means any free port.
    ///
    /// @throws IllegalArgumentException with a sentence that says what was expected
    public static InetSocketAddress read(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches() || Integer.parseInt(parts.group(3)) > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "expected HOST:PORT such as 127.0.0.1:8740, found '" + text + "'");
        }
        var host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        return InetSocketAddress.createUnresolved(host, Integer.parseInt(parts.group(3)));
    }

    /// As it stands in an address bar: `[::1]:8740`.
    public static String write(InetSocketAddress address) {
        var host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /// True if only this machine can reach it. By the words alone: no name service is asked.
    public static boolean isLoopback(InetSocketAddress address) {
        var host = address.getHostString();
        return host.equalsIgnoreCase("localhost")
                || host.equals("::1")
                || host.equals("0:0:0:0:0:0:0:1")
                || LOOPBACK_4.matcher(host).matches();
    }
}
