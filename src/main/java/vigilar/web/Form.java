package vigilar.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What was posted: `application/x-www-form-urlencoded`, as forms and scripts of our pages send it.
final class Form {
    /// 64 KiB: the zones of a large house, of which every fourth character is written as three.
    static final int MOST_BYTES = 64 << 10;

    private static final String TYPE = "application/x-www-form-urlencoded";

    private Form() {}

    /// Why it is not even read, or empty.
    static Optional<Problem> objection(Request request, int most) {
        var headers = request.getHeaders();
        var type = Optional.ofNullable(headers.get(HttpHeader.CONTENT_TYPE)).orElse("");
        if (!type.isEmpty()
                && !type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(TYPE)) {
            return Optional.of(new Problem(415, "Not a form", "send " + TYPE));
        }
        return headers.getLongField(HttpHeader.CONTENT_LENGTH) > most
                ? Optional.of(tooLarge(most))
                : Optional.empty();
    }

    static Problem tooLarge(int most) {
        return new Problem(413, "Too large", "a form here has at most " + most + " bytes");
    }

    /// @throws IllegalArgumentException when it is broken, or a field stands twice
    static Map<String, String> parse(byte[] body) {
        var fields = new Fields(true);
        UrlEncoded.decodeTo(
                new String(body, StandardCharsets.UTF_8), fields::add, StandardCharsets.UTF_8);
        return once(fields);
    }

    /// Each key once, so that nobody reads the first and somebody else the last.
    static Map<String, String> once(Fields fields) {
        var form = new HashMap<String, String>();
        for (Fields.Field field : fields) {
            if (field.getValues().size() > 1) {
                throw new IllegalArgumentException("a key stands twice; use a comma list");
            }
            form.put(field.getName(), Optional.ofNullable(field.getValue()).orElse(""));
        }
        return form;
    }
}
