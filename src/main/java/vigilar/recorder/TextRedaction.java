package vigilar.recorder;

import vigilar.text.SecretWords;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the secrets out of a text that stands in a message: of an address only user and password,
/// of anything else that speaks of a secret all.
final class TextRedaction {
    /// `rtsp://user:password@camera` and all that belongs to it. Takes the `@` in only afterwards:
    /// a pattern that ends with it would look through a megabyte of `://` once for each.
    private static final Pattern ADDRESS = Pattern.compile("://[^\\s\"'<>]*");

    /// `?name=value` of an address.
    private static final Pattern QUERY = Pattern.compile("([?&;][^=&\\s\"'?]{1,64}=)[^&\\s\"'#]+");

    /// What was taken out of it already.
    private static final Pattern LEFT_OUT =
            Pattern.compile("[?&;][^=&\\s\"'?]{1,64}=" + Pattern.quote(Redaction.GONE));

    /// What is a secret without being called one: `Bearer …`, a JSON web token, a PEM block, an API
    /// token of ours.
    private static final Pattern BY_LOOKS =
            Pattern.compile(
                    "\\b(Bearer|Basic)\\s+\\S{6}|\\beyJ[A-Za-z0-9_-]{10}|-----BEGIN"
                            + "|\\bvigilar_[A-Za-z0-9_-]{20}",
                    Pattern.CASE_INSENSITIVE);

    /// What may follow the word in a text that tells the secret too: `PIN 1234`, `token=…`.
    private static final Pattern TELLS = Pattern.compile("[:=]|[0-9]{3}");

    /// Members in which people name things: "Hall keypad" must stay, or nothing fits together.
    private static final Set<String> NAMES =
            Set.of("friendly_name", "name", "camera", "area", "zone", "label", "source_name");

    private TextRedaction() {}

    /// The text as it may be kept; empty if that is all of it.
    ///
    /// @param name of the member that holds it, or empty
    static Optional<String> of(String name, String text) {
        if (BY_LOOKS.matcher(text).find()) {
            return Optional.of(Redaction.GONE);
        }
        var kept =
                ADDRESS.matcher(text)
                        .replaceAll(it -> Matcher.quoteReplacement(withoutLogin(it.group())));
        kept =
                QUERY.matcher(kept)
                        .replaceAll(
                                it ->
                                        Matcher.quoteReplacement(
                                                SecretWords.in(it.group(1))
                                                        ? it.group(1) + Redaction.GONE
                                                        : it.group()));
        if (speaksOfOne(name, Redaction.unescaped(LEFT_OUT.matcher(kept).replaceAll("")))) {
            return Optional.of(Redaction.GONE);
        }
        return kept.equals(text) ? Optional.empty() : Optional.of(kept);
    }

    /// Up to the last `@`: a password may hold one too.
    private static String withoutLogin(String address) {
        int at = address.lastIndexOf('@');
        return at < 0 ? address : "://" + Redaction.GONE + address.substring(at);
    }

    private static boolean speaksOfOne(String name, String text) {
        return SecretWords.in(text)
                && (TELLS.matcher(text).find() || (text.contains(" ") && !NAMES.contains(name)));
    }
}
