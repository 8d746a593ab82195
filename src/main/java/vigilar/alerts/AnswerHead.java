package vigilar.alerts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The head of an HTTP answer: as much of it as we need.
///
/// @param retryAfter as it was written: seconds or a date
record AnswerHead(int status, Optional<String> retryAfter) {
    /// 16 KiB: a head has some 500 bytes; nobody makes us read on for ever.
    private static final int MOST_BYTES = 16 * 1024;

    private static final String END = "\r\n\r\n";

    /// @throws IOException when it is no HTTP answer, too long, or ends early
    static AnswerHead read(InputStream from) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int ending = 0; // how much of the blank line that ends the head was read
        while (ending < END.length()) {
            int next = from.read();
            if (next < 0) {
                throw new IOException("the service hung up before it answered");
            }
            bytes.write(next);
            ending = next == END.charAt(ending) ? ending + 1 : next == '\r' ? 1 : 0;
            if (bytes.size() > MOST_BYTES) {
                throw new IOException("the service answered with an endless head");
            }
        }
        var lines = bytes.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
        if (!lines[0].matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new IOException("the service did not answer in HTTP");
        }
        int status = Integer.parseInt(lines[0].substring(9, 12));
        for (var line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("retry-after:")) {
                return new AnswerHead(status, Optional.of(line.substring(12).strip()));
            }
        }
        return new AnswerHead(status, Optional.empty());
    }

    /// True if it is our token that the service does not like.
    boolean refusesTheSender() {
        return status == 400 || status == 401 || status == 403;
    }

    Answer answer(Instant now) {
        return switch (status) {
            case 200, 201, 202, 204 -> new Answer.Taken(status);
            case 404, 410 -> new Answer.Gone(status);
            case 413 -> new Answer.TooLarge();
            // also 401 and 403: a clock that is wrong at the start is right later
            default ->
                    new Answer.NotNow(
                            "the service answered " + status,
                            retryAfter.flatMap(text -> pause(text, now)));
        };
    }

    private static Optional<Duration> pause(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            var until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
            return Optional.of(Duration.between(now, until)).filter(Duration::isPositive);
        } catch (DateTimeException _) {
            return Optional.empty(); // it asked for nothing that we understand
        }
    }
}
