package vigilar.cli;

import vigilar.config.HostPort;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What to type into a browser in the house to reach a listening address: `0.0.0.0` is none.
public final class LanAddress {
    private LanAddress() {}

    static String of(InetSocketAddress listening) {
        return HostPort.write(reachable(listening));
    }

    /// The same with a host that can be reached from elsewhere, unresolved.
    public static InetSocketAddress reachable(InetSocketAddress listening) {
        return InetSocketAddress.createUnresolved(host(listening), listening.getPort());
    }

    static String host(InetSocketAddress listening) {
        var host = listening.getHostString();
        return host.equals("0.0.0.0") || host.equals("::")
                ? ofThisMachine().orElse("127.0.0.1")
                : host;
    }

    /// The first private IPv4 address that is up; empty on a machine without network.
    private static Optional<String> ofThisMachine() {
        return all().stream().findFirst().map(InetAddress::getHostAddress);
    }

    /// All private IPv4 addresses that are up.
    static List<InetAddress> all() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .filter(LanAddress::isUp)
                    .flatMap(NetworkInterface::inetAddresses)
                    .flatMap(
                            address ->
                                    address instanceof Inet4Address found
                                            ? Stream.of(found)
                                            : Stream.empty())
                    .filter(Inet4Address::isSiteLocalAddress)
                    .<InetAddress>map(address -> address)
                    .toList();
        } catch (SocketException _) {
            return List.of(); // the addresses are a help, no more
        }
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback() && !network.isVirtual();
        } catch (SocketException _) {
            return false;
        }
    }
}
