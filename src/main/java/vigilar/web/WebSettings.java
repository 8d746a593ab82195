package vigilar.web;

import java.net.InetSocketAddress;
import java.util.Set;

/// The front door.
///
/// @param http where to listen, unresolved; port 0: any free one
/// @param hosts further host names that browsers may use for us, beside loopback names and the
///   listening address
/// @param open no login; loopback only
public record WebSettings(InetSocketAddress http, Set<String> hosts, boolean open) {
    public WebSettings {
        hosts = Set.copyOf(hosts);
    }
}
