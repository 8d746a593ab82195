package vigilar.web;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Response;

import java.util.List;

/// The headers that everything gets.
final class Dress {
    private final List<HttpField> headers;

    /// @param frameAncestors origins whose pages may show ours in a frame
    Dress(List<String> frameAncestors) {
        var ancestors =
                frameAncestors.isEmpty() ? "'none'" : "'self' " + String.join(" ", frameAncestors);
        headers =
                List.of(
                        new HttpField(
                                "Content-Security-Policy",
                                "default-src 'none'; script-src 'self'; style-src 'self'; img-src"
                                        + " 'self' data:; media-src 'self'; connect-src 'self';"
                                        + " worker-src 'self'; manifest-src 'self'; base-uri"
                                        + " 'none'; form-action 'self'; frame-ancestors "
                                        + ancestors),
                        new HttpField("X-Content-Type-Options", "nosniff"),
                        // not no-referrer: browsers then say "Origin: null" with our own forms
                        new HttpField("Referrer-Policy", "same-origin"),
                        new HttpField("Cross-Origin-Opener-Policy", "same-origin"),
                        new HttpField("Cross-Origin-Resource-Policy", "same-origin"));
    }

    void on(Response response) {
        headers.forEach(response.getHeaders()::put);
    }
}
