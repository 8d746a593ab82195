package vigilar.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Where a try came from, as the lockout counts it: an IPv4 address, or the /64 of an IPv6 address,
/// since whoever has one address of a /64 has all of them.
public record CallerAddress(String text) {
    private static final int PREFIX_BYTES = 8;

    public static CallerAddress of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return new CallerAddress(address.getHostAddress());
        }
        var bytes = address.getAddress();
        Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return new CallerAddress(InetAddress.getByAddress(bytes).getHostAddress() + "/64");
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("16 bytes are an address", impossible);
        }
    }

    /// True if it never left this machine.
    public boolean isLoopback() {
        return text.startsWith("127.") || text.equals("0:0:0:0:0:0:0:0/64");
    }
}
