package vigilar.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// Scripts, styles and pictures from the class path, packed once and kept in memory: there are few
/// and they come with the program.
final class StaticFiles {
    private static final String FOLDER = "/vigilar/web/static/";

    /// No part may begin with a dot, so nobody climbs out of the folder.
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,4}");

    private static final Map<String, String> TYPES =
            Map.of(
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "ico", "image/x-icon",
                    "json", "application/json",
                    "webmanifest", "application/manifest+json",
                    "txt", "text/plain; charset=utf-8",
                    "woff2", "font/woff2");

    private final Map<String, Packed> kept = new ConcurrentHashMap<>();

    /// The service worker stands at the top: one below `/static/` could only see that folder.
    List<Route> routes() {
        return List.of(
                new Route("/static/**", visit -> file(visit.rest(), visit)),
                new Route("/sw.js", visit -> file("sw.js", visit)));
    }

    private Answer file(String name, Visit visit) {
        return find(name)
                .map(file -> file.answer(visit))
                .orElseGet(() -> Problem.notFound("there is no such file").answer());
    }

    private Optional<Packed> find(String name) {
        var known = kept.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (var in = StaticFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return Optional.empty();
            }
            var packed = Packed.of(type, in.readAllBytes());
            kept.put(name, packed);
            return Optional.of(packed);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + name, broken);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // bytes that are only handed out
    private record Packed(String type, byte[] plain, byte[] gzip, String tag) {
        static Packed of(String type, byte[] plain) throws IOException {
            var packed = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(plain);
            }
            return new Packed(type, plain, packed.toByteArray(), hash(plain));
        }

        private static String hash(byte[] bytes) {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                return HexFormat.of().formatHex(digest, 0, 8);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }

        /// Named with a version (`?v=`) it may be kept for ever, else it is asked for each time.
        Answer answer(Visit visit) {
            var packed = visit.takesGzip() && gzip.length < plain.length;
            var headers = new HashMap<String, String>();
            headers.put("ETag", "\"" + tag + (packed ? "-gz" : "") + "\"");
            headers.put("Vary", "Accept-Encoding");
            headers.put(
                    "Cache-Control",
                    visit.query().containsKey("v")
                            ? "public, max-age=31536000, immutable"
                            : "no-cache");
            if (packed) {
                headers.put("Content-Encoding", "gzip");
            }
            return new Answer(200, type, packed ? gzip : plain, headers);
        }
    }
}
