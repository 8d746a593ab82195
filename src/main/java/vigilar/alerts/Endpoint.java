package vigilar.alerts;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where a browser's push service takes messages for it. Comes from the browser, so it is checked
/// here, once; the address behind the name is checked at each delivery ([SafeAddresses]).
record Endpoint(URI uri) {
    /// 2,000 characters: the longest seen have some 400.
    private static final int MOST_CHARACTERS = 2000;

    private static final int HTTPS_PORT = 443;

    /// @throws IllegalArgumentException in words
    static Endpoint read(String text) {
        if (text.length() > MOST_CHARACTERS || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("the endpoint is not a plain address");
        }
        try {
            return new Endpoint(new URI(text));
        } catch (URISyntaxException odd) {
            throw new IllegalArgumentException("the endpoint is not a web address", odd);
        }
    }

    Endpoint {
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("the endpoint must begin with https:// and a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("the endpoint must not hold a user or a fragment");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new IllegalArgumentException("the endpoint has no such port");
        }
    }

    String host() {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }

    int port() {
        return uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
    }

    /// The host, and the port unless it is the usual one.
    String authority() {
        return port() == HTTPS_PORT ? host() : host() + ":" + port();
    }

    String origin() {
        return "https://" + authority();
    }

    /// What stands behind the host.
    String target() {
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /// Only the service: the rest is a secret of the subscription.
    @Override
    public String toString() {
        return origin();
    }
}
