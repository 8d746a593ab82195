package vigilar.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Text from outside on its way to people. Control and formatting characters, half characters and
/// line separators steer a terminal, forge a line of a log, or turn the direction of a page. Every
/// page, log line and notification takes foreign text through here (Unicode categories Cc, Cf, Cs,
/// Zl, Zp). The two joiners stay: Persian, many scripts of India and the families among the emoji
/// are not written without them (U+200C, U+200D). words.js has the same.
public final class PlainText {
    private static final String STEERS =
            "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}&&[^\\x{200c}\\x{200d}]";
    private static final Pattern STEERING = Pattern.compile("[" + STEERS + "]");

    /// One class: a choice of two, repeated, costs a frame of the stack for each character.
    private static final Pattern GAP = Pattern.compile("[\\s[" + STEERS + "]]+");

    /// 120 characters fill a line of a log, and tell one topic from another.
    private static final int EXCERPT = 120;

    private PlainText() {}

    /// Most texts are, topics above all, and each message has one: to walk them takes a twentieth
    /// of the time that the pattern does.
    private static boolean isPlainAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < ' ' || each > '~') {
                return false;
            }
        }
        return true;
    }

    /// True if nothing in it steers.
    public static boolean is(String text) {
        return isPlainAscii(text) || !STEERING.matcher(text).find();
    }

    /// The text with U+FFFD where something steered.
    public static String of(String text) {
        return isPlainAscii(text) ? text : STEERING.matcher(text).replaceAll("\uFFFD");
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

    /// The text with a space for each that steers.
    public static String spaced(String text) {
        return STEERING.matcher(text).replaceAll(" ");
    }

    /// The whole text with its lines, and with what steers as JSON escapes it.
    public static String escaped(String text) {
        return STEERING.matcher(text)
                .replaceAll(
                        it ->
                                it.group().equals("\n")
                                        ? "\n"
                                        : Matcher.quoteReplacement(units(it.group())));
    }

    private static String units(String steering) {
        return steering.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    /// The text as one line for a row or a notification: what steers is as good as a space, and
    /// spaces count once.
    public static String line(String text) {
        return GAP.matcher(text).replaceAll(" ").strip();
    }
}
