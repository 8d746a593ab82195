package vigilar.web;

import java.net.InetAddress;
import java.util.Arrays;

/// Addresses that begin alike: `192.168.1.7`, `10.0.0.0/8`, `fd00::/8`.
///
/// @param bits how many count
public record Network(InetAddress first, int bits) {
    /// @throws IllegalArgumentException if that is none; nothing is looked up
    public static Network parse(String text) {
        var parts = text.split("/", -1);
        var address = InetAddress.ofLiteral(parts[0]);
        int most = address.getAddress().length * Byte.SIZE;
        if (parts.length > 2 || (parts.length == 2 && !parts[1].matches("[0-9]{1,3}"))) {
            throw new IllegalArgumentException("expected ADDRESS or ADDRESS/BITS, found " + text);
        }
        int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : most;
        if (bits > most) {
            throw new IllegalArgumentException(text + ": there are at most " + most + " bits");
        }
        return new Network(address, bits);
    }

    boolean holds(InetAddress address) {
        var mine = first.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        int mask = 0xff << (Byte.SIZE - rest);
        return Arrays.equals(mine, 0, whole, other, 0, whole)
                && (rest == 0 || (mine[whole] & mask) == (other[whole] & mask));
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
