package vigilar.rules;

import java.util.regex.Pattern;

/// What a rule is called: one plain word, since it stands in events, topics' payloads and pages.
public record RuleName(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");

    public RuleName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected one plain word of at most 40 characters such as garden-at-night,"
                            + " found '"
                            + value
                            + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
