package vigilar.web;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the front door sends back.
///
/// @param headers beside the content type and those that every answer gets
/// @param file goes out instead of the body
@SuppressWarnings("ArrayRecordComponent") // shared bytes of static files; answers are not compared
record Answer(
        int status,
        String contentType,
        byte[] body,
        Map<String, String> headers,
        Optional<FilePart> file) {
    Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, headers, Optional.empty());
    }

    /// A stretch of a file, sent as it is read instead of the body.
    record FilePart(Path path, long first, long length) {}

    long length() {
        return file.map(FilePart::length).orElse((long) body.length);
    }

    private static final Map<String, String> NOT_KEPT = Map.of("Cache-Control", "no-store");

    static Answer html(int status, String html) {
        return new Answer(status, "text/html; charset=utf-8", utf8(html), NOT_KEPT);
    }

    static Answer json(int status, String json) {
        return new Answer(status, "application/json", utf8(json), NOT_KEPT);
    }

    static Answer text(int status, String contentType, String text) {
        return new Answer(status, contentType, utf8(text), NOT_KEPT);
    }

    /// Somewhere else, with GET (RFC 9110, 15.4.4): the usual end of a form.
    ///
    /// @param path of ours, never a visitor's own words unchecked
    static Answer seeOther(String path) {
        return new Answer(
                303,
                "text/plain; charset=utf-8",
                utf8("see " + path + "\n"),
                Map.of("Cache-Control", "no-store", "Location", path));
    }

    /// The same, with one more header.
    Answer with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, more, file);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
