package vigilar.web;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The front door.
///
/// @param http where to listen, unresolved; port 0: any free one
/// @param hosts further host names that browsers may use for us, beside loopback names and the
///   listening address
/// @param open no login; loopback only
/// @param tls empty: the way is not encrypted
/// @param trustedProxies whose word we take for where a request came from
/// @param frameAncestors origins whose pages may show ours in a frame
public record WebSettings(
        InetSocketAddress http,
        Set<String> hosts,
        boolean open,
        Optional<TlsFiles> tls,
        List<Network> trustedProxies,
        List<String> frameAncestors) {
    public WebSettings {
        hosts = Set.copyOf(hosts);
        trustedProxies = List.copyOf(trustedProxies);
        frameAncestors = List.copyOf(frameAncestors);
    }

    /// The same, with names that the house finds out by itself.
    public WebSettings alsoCalled(Set<String> names) {
        var all = new HashSet<>(hosts);
        all.addAll(names);
        return new WebSettings(http, all, open, tls, trustedProxies, frameAncestors);
    }

    /// A plain door on the inside.
    public WebSettings(InetSocketAddress http, Set<String> hosts, boolean open) {
        this(http, hosts, open, Optional.empty(), List.of(), List.of());
    }
}
