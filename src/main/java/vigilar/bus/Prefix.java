package vigilar.bus;

import java.util.regex.Pattern;

/// The first level or levels of all topics of the house: `vigilar` unless set otherwise.
public record Prefix(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){0,3}");

    /// What the contract says.
    public static final Prefix STANDARD = new Prefix("vigilar");

    public Prefix {
        if (!SHAPE.matcher(value).matches() || value.length() > 64) {
            throw new IllegalArgumentException(
                    "a topic prefix is one to four plain words, such as vigilar: '" + value + "'");
        }
    }

    /// The topic or filter `below` under this prefix.
    public String topic(String below) {
        return value + "/" + below;
    }
}
