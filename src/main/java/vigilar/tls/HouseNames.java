package vigilar.tls;

import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

    /// Sorts words of people: what is an address in digits is none of a host, and browsers look for
    /// it among the addresses only.
    public static HouseNames of(List<String> words) {
        var hosts = new ArrayList<String>();
        var addresses = new ArrayList<InetAddress>();
        for (var word : words) {
            if (word.contains(":") || word.matches("[0-9.]+")) {
                addresses.add(address(word));
            } else {
                hosts.add(word);
            }
        }
        return new HouseNames(hosts, addresses);
    }

    private static InetAddress address(String word) {
        try {
            return InetAddress.ofLiteral(word);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "neither a host name nor an address: '" + word + "'", wrong);
        }
    }

    public HouseNames with(HouseNames more) {
        return new HouseNames(
                Stream.concat(hosts.stream(), more.hosts.stream()).distinct().toList(),
                Stream.concat(addresses.stream(), more.addresses.stream()).distinct().toList());
    }

    public HouseNames without(HouseNames some) {
        return where(it -> !some.has(it));
    }

    HouseNames where(Predicate<GeneralName> fits) {
        return new HouseNames(
                hosts.stream().filter(it -> fits.test(host(it))).toList(),
                addresses.stream().filter(it -> fits.test(address(it))).toList());
    }

    private boolean has(GeneralName name) {
        return List.of(alternatives()).contains(name);
    }

    public boolean areNone() {
        return hosts.isEmpty() && addresses.isEmpty();
    }

    /// For people: one after the other.
    public String text() {
        return Stream.concat(hosts.stream(), addresses.stream().map(InetAddress::getHostAddress))
                .collect(Collectors.joining(", "));
    }

    GeneralName[] alternatives() {
        return Stream.concat(
                        hosts.stream().map(HouseNames::host),
                        addresses.stream().map(HouseNames::address))
                .toArray(GeneralName[]::new);
    }

    private static GeneralName host(String host) {
        return new GeneralName(GeneralName.dNSName, host);
    }

    private static GeneralName address(InetAddress address) {
        return new GeneralName(GeneralName.iPAddress, address.getHostAddress());
    }

    /// What the authority may vouch for, with all names below: if its key is ever stolen, nobody
    /// can play a bank with it.
    GeneralSubtree[] permitted() {
        var domains = Stream.concat(PRIVATE_DOMAINS.stream(), hosts.stream());
        var networks =
                Stream.concat(
                        PRIVATE_NETWORKS.stream(),
                        addresses.stream()
                                .map(it -> it.getHostAddress() + "/" + 8 * it.getAddress().length));
        return Stream.concat(
                        domains.distinct().map(HouseNames::host),
                        networks.distinct().map(it -> new GeneralName(GeneralName.iPAddress, it)))
                .map(GeneralSubtree::new)
                .toArray(GeneralSubtree[]::new);
    }
}
