package vigilar.web;

import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;

import vigilar.access.Secret;

import java.time.Duration;
import java.util.Optional;

/// The cookie that holds a browser's session: out of reach of scripts, and not sent along when a
/// foreign page posts here (RFC 6265bis, `SameSite=Lax`; a plain link from elsewhere still opens
/// the page).
final class SessionCookie {
    private static final String PLAIN = "vigilar";

    /// The prefix makes the browser refuse it from any other host, path or unencrypted way.
    private static final String SECURE = "__Host-vigilar";

    /// 180 days: the longest a session may hold; the store ends it sooner.
    private static final Duration KEPT = Duration.ofDays(180);

    private SessionCookie() {}

    static String opened(Secret token, boolean secure) {
        return cookie(token.text(), KEPT.toSeconds(), secure);
    }

    static String ended(boolean secure) {
        return cookie("", 0, secure);
    }

    private static String cookie(String value, long seconds, boolean secure) {
        return (secure ? SECURE : PLAIN)
                + "="
                + value
                + "; Path=/; Max-Age="
                + seconds
                + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }

    /// The token that the browser brought for this kind of way.
    static Optional<String> token(Request request, boolean secure) {
        var name = secure ? SECURE : PLAIN;
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
