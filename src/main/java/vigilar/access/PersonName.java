package vigilar.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a person signs in with: 1 to 32 lower-case letters, digits, `.`, `_`, `-`; plain enough for
/// a row, a page and a log line.
public record PersonName(String value) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

    public PersonName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a person's name");
        }
    }

    /// The name as somebody typed it, or empty if nobody can be called so.
    public static Optional<PersonName> typed(String text) {
        var name = text.strip().toLowerCase(Locale.ROOT);
        return SHAPE.matcher(name).matches() ? Optional.of(new PersonName(name)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
