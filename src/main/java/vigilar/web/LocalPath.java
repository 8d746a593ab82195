package vigilar.web;

import java.util.regex.Pattern;

/// Where a visitor wanted to go before signing in. Only to a place of ours: an address that
/// somebody prepared must not lead away.
record LocalPath(String text) {
    private static final LocalPath HOME = new LocalPath("/");

    /// One slash, then no other and no backslash, which browsers read as one; 2,000 plain
    /// characters.
    private static final Pattern SHAPE = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]{0,2000}");

    static LocalPath of(String wanted) {
        return SHAPE.matcher(wanted).matches() && !wanted.startsWith("/sign-")
                ? new LocalPath(wanted)
                : HOME;
    }
}
