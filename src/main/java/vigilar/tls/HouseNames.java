package vigilar.tls;

import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a house is called: host names, and addresses in digits.
public record HouseNames(List<String> hosts, List<InetAddress> addresses) {
    /// What no public authority vouches for and only a household has: RFC 1918, RFC 4193, link
    /// local and loopback. As address and mask, the way RFC 5280, 4.2.1.10 has it.
    private static final List<String> PRIVATE_NETWORKS =
            List.of(
                    "10.0.0.0/8",
                    "172.16.0.0/12",
                    "192.168.0.0/16",
                    "169.254.0.0/16",
                    "127.0.0.0/8",
                    "fc00::/7",
                    "fe80::/10",
                    "::1/128");

    /// Names that never stand on the internet: RFC 6762, RFC 8375, RFC 6761, and what routers use.
    private static final List<String> PRIVATE_DOMAINS =
            List.of("localhost", "local", "lan", "home", "home.arpa", "internal");

    public HouseNames {
        hosts = List.copyOf(new TreeSet<>(hosts));
        addresses = List.copyOf(addresses);
        for (var host : hosts) {
            if (!host.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
                throw new IllegalArgumentException("not a host name: '" + host + "'");
            }
        }
    }

    GeneralName[] alternatives() {
        var names = new ArrayList<GeneralName>();
        hosts.forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
        addresses.forEach(
                address ->
                        names.add(
                                new GeneralName(GeneralName.iPAddress, address.getHostAddress())));
        return names.toArray(GeneralName[]::new);
    }

    /// What the authority may vouch for: if its key is ever stolen, nobody can play a bank with it.
    GeneralSubtree[] permitted() {
        var domains = Stream.concat(PRIVATE_DOMAINS.stream(), hosts.stream());
        return Stream.concat(
                        domains.distinct().map(it -> new GeneralName(GeneralName.dNSName, it)),
                        PRIVATE_NETWORKS.stream()
                                .map(it -> new GeneralName(GeneralName.iPAddress, it)))
                .map(GeneralSubtree::new)
                .toArray(GeneralSubtree[]::new);
    }
}
