package vigilar.bench.field;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A line of text that comes byte by byte.
final class Line {
    /// 1 MiB: the longest line of a house is an event with a message of 256 KiB, which may double
    /// on its way into JSON; what is longer is none.
    private static final int LONGEST = 1 << 20;

    private byte[] bytes = new byte[256];
    private int length;

    /// True when this byte ended it; `\r` is passed over.
    boolean endsWith(byte next) {
        if (next == '\n') {
            return true;
        }
        if (next != '\r') {
            if (length == LONGEST) {
                throw new Trouble("a line of the answer does not end");
            }
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = next;
        }
        return false;
    }

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    boolean startsWith(String name) {
        if (length < name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// What stands behind a field's name, without the one space that may follow it.
    String valueAfter(String name) {
        int from = from(name);
        return new String(bytes, from, length - from, StandardCharsets.UTF_8);
    }

    /// The same, copied to the end of `target`.
    int copyValueAfter(String name, byte[] target, int at) {
        int from = from(name);
        System.arraycopy(bytes, from, target, at, length - from);
        return length - from;
    }

    private int from(String name) {
        int from = name.length();
        return length > from && bytes[from] == ' ' ? from + 1 : from;
    }
}
