package vigilar.web;

import org.eclipse.jetty.server.Request;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where requests come from: the connection's other end, or what a proxy says that is on the list.
/// Whoever else sends such headers is not believed.
final class Origins {
    private static final Pattern SIX_IN_BRACKETS =
            Pattern.compile("\\[([^\\[\\]]+)](?::[0-9]{1,5})?");
    private static final Pattern FOUR_WITH_PORT = Pattern.compile("([0-9.]+):[0-9]{1,5}");

    private final List<Network> trusted;

    Origins(List<Network> trusted) {
        this.trusted = trusted;
    }

    /// @param address of whoever asks
    /// @param secure the way from there is encrypted
    record Origin(InetAddress address, boolean secure) {}

    Origin of(Request request) {
        var peer = literal(Request.getRemoteAddr(request)).orElse(InetAddress.getLoopbackAddress());
        if (!isTrusted(peer)) {
            return new Origin(peer, request.isSecure());
        }
        var proto = last(request, "X-Forwarded-Proto");
        return new Origin(
                client(request, peer),
                proto.isEmpty() ? request.isSecure() : proto.equalsIgnoreCase("https"));
    }

    /// Each proxy adds at the end whom it saw, so the list is read from there: the first that is no
    /// proxy of ours is the visitor; what stands before it anybody may have written. One that
    /// cannot be read may be the visitor, too: then it is the proxy that wrote it, and nobody else.
    private InetAddress client(Request request, InetAddress peer) {
        var hops = request.getHeaders().getCSV("X-Forwarded-For", false);
        var seen = peer;
        for (var hop : hops.reversed()) {
            var before = literal(withoutPort(hop.strip()));
            if (before.isEmpty()) {
                break;
            }
            seen = before.get();
            if (!isTrusted(seen)) {
                break;
            }
        }
        return seen;
    }

    /// `203.0.113.9:51234`, `[2001:db8::1]:443` and `[2001:db8::1]`, as some proxies write it.
    private static String withoutPort(String hop) {
        var six = SIX_IN_BRACKETS.matcher(hop);
        if (six.matches()) {
            return six.group(1);
        }
        var four = FOUR_WITH_PORT.matcher(hop);
        return four.matches() ? four.group(1) : hop;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.holds(address));
    }

    private static String last(Request request, String header) {
        var values = request.getHeaders().getCSV(header, false);
        return values.isEmpty() ? "" : values.getLast().strip();
    }

    /// An address in digits, or empty.
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
