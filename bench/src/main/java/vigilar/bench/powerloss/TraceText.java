package vigilar.bench.powerloss;

import java.io.ByteArrayOutputStream;

/// A string as strace prints it, as the bytes it stands for.
final class TraceText {
    private static final String SHORT = "abtnvfr";
    private static final byte[] MEANT = {7, 8, 9, 10, 11, 12, 13};

    private TraceText() {}

    /// From behind the opening quote to the closing one.
    static byte[] bytes(String line, int from) {
        var bytes = new ByteArrayOutputStream();
        int i = from;
        while (line.charAt(i) != '"') {
            char next = line.charAt(i++);
            if (next != '\\') {
                bytes.write(next);
                continue;
            }
            char kind = line.charAt(i);
            if (kind >= '0' && kind <= '7') {
                int value = 0;
                for (int digits = 0;
                        digits < 3 && line.charAt(i) >= '0' && line.charAt(i) <= '7';
                        digits++) {
                    value = value * 8 + line.charAt(i++) - '0';
                }
                bytes.write(value);
            } else {
                int known = SHORT.indexOf(kind);
                bytes.write(known < 0 ? kind : MEANT[known]);
                i++;
            }
        }
        return bytes.toByteArray();
    }
}
