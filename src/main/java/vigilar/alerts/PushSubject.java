package vigilar.alerts;

import java.util.regex.Pattern;

/// The contact of RFC 8292: a mail address or a web page of whoever runs this house.
///
/// @param uri `mailto:` and a plain address, or `https://` and a page
public record PushSubject(String uri) {
    /// 200 characters: it travels in a header with each message.
    private static final int MOST_CHARACTERS = 200;

    // No quotes, spaces or angle brackets: it stands in JSON, and Apple's service refuses them.
    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?:mailto:[A-Za-z0-9._%+-]+@|https://)"
                            + "(?<host>[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)"
                            + "(?<rest>(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%/?=&+-]*)?)");

    /// Names that mean nothing outside of a house (RFC 2606, 6761, 6762, 8375), and bare addresses:
    /// Apple's service answers 403 to `localhost`, and nobody out there could write to any of them.
    private static final Pattern NOWHERE =
            Pattern.compile(
                    "(?i)(?:.*\\.)?(?:localhost|local|internal|test|invalid|example|home\\.arpa)"
                            + "|[0-9.]+");

    /// Reserved for examples (RFC 2606), so nobody's.
    private static final Pattern EXAMPLE =
            Pattern.compile("(?i)(?:.*\\.)?example\\.(?:org|com|net)");

    /// While the owner has named none. Push services take it, since it looks like an address, but
    /// can warn nobody. An address that we make up from the house would be no better, and one of
    /// ours would tell strangers of houses that are none of their business.
    public static final PushSubject NOBODY = new PushSubject("mailto:vigilar@example.org");

    public PushSubject {
        var parts = SHAPE.matcher(uri);
        if (uri.length() > MOST_CHARACTERS
                || !parts.matches()
                || (uri.startsWith("mailto:") && !parts.group("rest").isEmpty())) {
            throw new IllegalArgumentException(
                    "expected \"mailto:you@your.domain\" or \"https://your.page/\", found '"
                            + uri
                            + "'");
        }
        if (NOWHERE.matcher(parts.group("host")).matches()) {
            throw new IllegalArgumentException(
                    "nobody outside of this house could write to '"
                            + uri
                            + "', and push services refuse it; name an address of the internet");
        }
    }

    /// False while a push service that has something to say would say it to nobody.
    public boolean reachesSomebody() {
        var parts = SHAPE.matcher(uri);
        return parts.matches() && !EXAMPLE.matcher(parts.group("host")).matches();
    }
}
