package vigilar.arming;

import java.util.regex.Pattern;

/// A zone's name in settings, rows and events: `front-door`.
public record ZoneId(String value) implements Comparable<ZoneId> {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}");

    public ZoneId {
        if (!looksRight(value)) {
            throw new IllegalArgumentException("not a zone's name: '" + value + "'");
        }
    }

    /// True if `text` may name a zone: 1 to 96 plain characters: a source and a word more.
    public static boolean looksRight(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public int compareTo(ZoneId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
