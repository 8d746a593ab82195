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
                    "mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+"
                            + "|https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%/?=&+-]*)?");

    /// Reserved for examples, so nobody's: push services take it, but can warn nobody.
    public static final PushSubject NOBODY = new PushSubject("mailto:vigilar@example.org");

    public PushSubject {
        if (uri.length() > MOST_CHARACTERS || !SHAPE.matcher(uri).matches()) {
            throw new IllegalArgumentException(
                    "expected \"mailto:you@your.domain\" or \"https://your.page/\", found '"
                            + uri
                            + "'");
        }
    }
}
