package vigilar.web;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What went wrong, in plain words: what, where, what to do. Goes out as RFC 9457 has it.
///
/// @param headers beside the usual ones: `Retry-After`, `Allow`
record Problem(int status, String title, String detail, Map<String, String> headers) {
    Problem(int status, String title, String detail) {
        this(status, title, detail, Map.of());
    }

    static Problem badRequest(String detail) {
        return new Problem(400, "This question cannot be read", detail);
    }

    static Problem notFound(String detail) {
        return new Problem(404, "Nothing is here", detail);
    }

    static Problem retryLater(String detail, long seconds) {
        return new Problem(
                503,
                "Not now",
                detail + "; try again in " + seconds + " s",
                Map.of("Retry-After", Long.toString(seconds)));
    }

    Answer answer() {
        var json = new LinkedHashMap<String, Object>();
        json.put("type", "about:blank");
        json.put("title", title);
        json.put("status", status);
        json.put("detail", detail);
        var all = new HashMap<>(headers);
        all.put("Cache-Control", "no-store");
        return new Answer(
                status,
                "application/problem+json",
                Json.write(json).getBytes(StandardCharsets.UTF_8),
                all);
    }
}
