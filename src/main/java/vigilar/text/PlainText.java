package vigilar.text;

import java.util.regex.Pattern;

/// Text from outside on its way to people. Control and formatting characters, half characters and
/// line separators steer a terminal, forge a line of a log, or turn the direction of a page; none
/// of them is needed to write a name in any script. Every page, log line and notification takes
/// foreign text through here (Unicode categories Cc, Cf, Cs, Zl, Zp).
public final class PlainText {
    private static final Pattern STEERING =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
    private static final Pattern GAP = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");

    /// 120 characters fill a line of a log, and tell one topic from another.
    private static final int EXCERPT = 120;

    private PlainText() {}

    /// True if nothing in it steers.
    public static boolean is(String text) {
        return !STEERING.matcher(text).find();
    }

    /// The text with U+FFFD where something steered.
    public static String of(String text) {
        return STEERING.matcher(text).replaceAll("\uFFFD");
    }

    /// The same; of a longer text the first `most` characters and "…".
    public static String of(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? of(text)
                : of(text.substring(0, text.offsetByCodePoints(0, most))) + "…";
    }

    /// The beginning of a text that may be long and that only helps to find its author.
    public static String excerpt(String text) {
        return of(text, EXCERPT);
    }

    /// The text as one line for a row or a notification: what steers is as good as a space, and
    /// spaces count once.
    public static String line(String text) {
        return GAP.matcher(text).replaceAll(" ").strip();
    }
}
