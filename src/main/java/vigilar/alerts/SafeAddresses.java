package vigilar.alerts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Looks up where a push service is, and refuses what lies inside the house: otherwise a made-up
/// subscription would let us knock at the router. The caller connects to the very address that was
/// checked, so that a name which changes its answer in between (DNS rebinding) gains nothing.
final class SafeAddresses {
    /// How names are looked up.
    @FunctionalInterface
    interface Directory {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    /// The address must not be delivered to.
    static final class Forbidden extends Exception {
        private static final long serialVersionUID = 1;

        Forbidden(String message) {
            super(message);
        }
    }

    private final Directory directory;
    private final boolean allowPrivate;

    SafeAddresses(Directory directory, boolean allowPrivate) {
        this.directory = directory;
        this.allowPrivate = allowPrivate;
    }

    /// An address of that host.
    ///
    /// @throws Forbidden when any of its addresses is not out in the internet: a public name with a
    ///   private address among its own is no accident
    InetAddress of(String host) throws UnknownHostException, Forbidden {
        var found = directory.find(host);
        if (!allowPrivate) {
            for (var address : found) {
                if (!isPublic(address)) {
                    throw new Forbidden(
                            "%s is at %s, inside the house or this machine; see push.allow_private"
                                    .formatted(host, address.getHostAddress()));
                }
            }
        }
        if (found.length == 0) {
            throw new UnknownHostException(host);
        }
        return found[0];
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        var bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int a = bytes[0] & 0xff;
        int b = bytes[1] & 0xff;
        int c = bytes[2] & 0xff;
        return !(a == 0 // this network
                || a == 127
                || a == 10
                || (a == 172 && (b & 0xf0) == 16)
                || (a == 192 && b == 168)
                || (a == 169 && b == 254)
                || (a == 100 && (b & 0xc0) == 64) // behind a provider's NAT, and some VPNs
                || (a == 192 && b == 0 && c == 0) // IETF's own
                || (a == 198 && (b & 0xfe) == 18) // measuring
                || a >= 224); // multicast and reserved
    }

    private static boolean isPublic6(byte[] bytes) {
        if (isAllZero(bytes, 12) || isMapped(bytes)) { // an IPv4 address in disguise
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b)) { // NAT64
            return isPublic4(Arrays.copyOfRange(bytes, 12, 16));
        }
        if (startsWith(bytes, 0x20, 0x02)) { // 6to4
            return isPublic4(Arrays.copyOfRange(bytes, 2, 6));
        }
        return (bytes[0] & 0xe0) == 0x20 // only 2000::/3 is given out
                && !startsWith(bytes, 0x20, 0x01, 0x00, 0x00); // Teredo
    }

    private static boolean isMapped(byte[] bytes) {
        return isAllZero(bytes, 10) && bytes[10] == -1 && bytes[11] == -1;
    }

    private static boolean isAllZero(byte[] bytes, int upTo) {
        for (int i = 0; i < upTo; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
