package vigilar.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Who may ask: browsers that call us by a name of ours, from a page of ours. Another name in Host
/// is a foreign page that had its own name point to us (DNS rebinding); another Origin is a foreign
/// page asking in the visitor's name. The port is left to proxies and port forwards.
///
/// An address in digits is answered whichever it is. A browser that is told to visit 192.0.2.7
/// connects to 192.0.2.7, so no foreign page can have such a Host and mean us, unless our own
/// network sends that address on to us: a port forward, or the bridge of a container, whose inside
/// does not know by which address it is reached. A page of another address still differs in its
/// Origin.
final class Callers {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /// No name holds a colon.
    private static final Pattern DIGITS_6 = Pattern.compile("[0-9a-f.]*:[0-9a-f.:]*");

    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "");
    private final WebSettings settings;

    Callers(WebSettings settings) {
        this.settings = settings;
    }

    /// Why the request is not answered, or empty.
    Optional<Problem> objection(Request request) {
        var host = plain(Optional.ofNullable(request.getHttpURI().getHost()).orElse(""));
        if (!host.isEmpty() && !isOurs(host)) {
            return Optional.of(
                    new Problem(
                            421,
                            "Not the name of this house",
                            "nobody here is called by the name in Host; add it to the hosts of the"
                                    + " web settings if it is ours"));
        }
        var origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !sameHouse(origin, asked(request))) {
            return Optional.of(
                    new Problem(
                            403,
                            "Asked from a foreign page",
                            "the Origin of this request is not this house; open the page under"
                                    + " its own address"));
        }
        return looksOnly(request) || showsToken(request) || isFromOurPage(request)
                ? Optional.empty()
                : Optional.of(
                        new Problem(
                                403,
                                "Not from a page of this house",
                                "a browser says with Origin or Sec-Fetch-Site where a form comes"
                                        + " from; programs send 'Authorization: Bearer'"));
    }

    /// Host and port as the browser has them in its address line: HTTP/2 has no `Host`, but an
    /// `:authority` (RFC 9113, 8.3.1).
    private static @Nullable String asked(Request request) {
        var host = request.getHeaders().get(HttpHeader.HOST);
        return host == null ? request.getHttpURI().getAuthority() : host;
    }

    private static boolean looksOnly(Request request) {
        return Set.of("GET", "HEAD").contains(request.getMethod());
    }

    /// No browser adds a bearer token by itself, so no foreign page can borrow one; then the cookie
    /// is not looked at.
    private static boolean showsToken(Request request) {
        return Gate.bearer(request).isPresent();
    }

    /// Against forms on foreign pages (CSRF), beside the cookie's `SameSite`: what the browser says
    /// of the page that asks. Every browser since 2020 says one of the two on a POST; the Origin
    /// was looked at before.
    private static boolean isFromOurPage(Request request) {
        var site = request.getHeaders().get("Sec-Fetch-Site");
        return site == null
                ? request.getHeaders().contains(HttpHeader.ORIGIN)
                : site.equals("same-origin");
    }

    private boolean isOurs(String host) {
        var listening = plain(settings.http().getHostString());
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || DIGITS.matcher(host).matches()
                || DIGITS_6.matcher(host).matches()
                || (!WILDCARDS.contains(listening) && host.equals(listening))
                || settings.hosts().stream().map(Callers::plain).anyMatch(host::equals);
    }

    private static boolean sameHouse(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        var asked = host.toLowerCase(Locale.ROOT);
        var from = origin.toLowerCase(Locale.ROOT);
        return from.equals("http://" + withoutPort(asked, ":80"))
                || from.equals("https://" + withoutPort(asked, ":443"));
    }

    private static String withoutPort(String authority, String port) {
        return authority.endsWith(port)
                ? authority.substring(0, authority.length() - port.length())
                : authority;
    }

    private static String plain(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
