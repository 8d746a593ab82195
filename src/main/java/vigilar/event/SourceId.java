package vigilar.event;

import java.util.regex.Pattern;

/// A device's name in topics, rows and pages; plain enough to be safe in all three.
public record SourceId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /// What speaks for Vigilar itself: starts, stops, health.
    public static final SourceId SYSTEM = new SourceId("system");

    public SourceId {
        if (!looksRight(value)) {
            throw new IllegalArgumentException("not a source id: '" + value + "'");
        }
    }

    /// True if `text` may be a source id: 1 to 64 characters, see the wire contract.
    public static boolean looksRight(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
