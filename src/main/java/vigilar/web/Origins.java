package vigilar.web;

import org.eclipse.jetty.server.Request;

import java.net.InetAddress;
import java.util.List;

/// Where requests come from: the connection's other end, or what a proxy says that is on the list.
/// Whoever else sends such headers is not believed.
final class Origins {
    private final List<Network> trusted;

    Origins(List<Network> trusted) {
        this.trusted = trusted;
    }

    /// @param address of whoever asks
    /// @param secure the way from there is encrypted
    record Origin(InetAddress address, boolean secure) {}

    Origin of(Request request) {
        var peer = literal(Request.getRemoteAddr(request), InetAddress.getLoopbackAddress());
        if (!isTrusted(peer)) {
            return new Origin(peer, request.isSecure());
        }
        var proto = last(request, "X-Forwarded-Proto");
        return new Origin(
                client(request, peer),
                proto.isEmpty() ? request.isSecure() : proto.equalsIgnoreCase("https"));
    }

    /// Each proxy adds at the end whom it saw, so the list is read from there: the first that is no
    /// proxy of ours is the visitor; what stands before it anybody may have written.
    private InetAddress client(Request request, InetAddress peer) {
        var hops = request.getHeaders().getCSV("X-Forwarded-For", false);
        var seen = peer;
        for (var hop : hops.reversed()) {
            seen = literal(hop.strip(), seen);
            if (!isTrusted(seen)) {
                break;
            }
        }
        return seen;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.holds(address));
    }

    private static String last(Request request, String header) {
        var values = request.getHeaders().getCSV(header, false);
        return values.isEmpty() ? "" : values.getLast().strip();
    }

    private static InetAddress literal(String text, InetAddress otherwise) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            return otherwise; // no address in digits: the last one that was
        }
    }
}
