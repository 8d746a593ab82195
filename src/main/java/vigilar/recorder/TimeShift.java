package vigilar.recorder;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Moves the times in payloads, all by the same amount: Unix seconds and milliseconds and ISO 8601,
/// wherever they stand, in Frigate's ids too (`1763900000.25-k3x9ab`). A time is what lies within a
/// day of the capture; a number that does by chance is moved with them. Pure.
final class TimeShift {
    /// A day: what was said in a capture happened then, or was kept by the broker for some hours.
    private static final Duration AROUND = Duration.ofDays(1);

    private static final Pattern TIME =
            Pattern.compile(
                    "(?<![\\w.])(?:([0-9]{13})|([0-9]{10}(?:\\.[0-9]{1,9})?))(?!\\w)"
                            + "|([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:\\.([0-9]{1,9}))?"
                            + "(?:Z|[+-][0-9]{2}:[0-9]{2}))");

    private final Instant from;
    private final Instant to;
    private final Duration by;

    /// @param by how much later
    TimeShift(Capture capture, Duration by) {
        this.from = capture.header().began().minus(AROUND);
        this.to = capture.header().began().plus(capture.length()).plus(AROUND);
        this.by = by;
    }

    byte[] of(byte[] payload) {
        return CaptureFormat.text(payload)
                .map(text -> TIME.matcher(text).replaceAll(this::moved))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElse(payload);
    }

    private String moved(MatchResult found) {
        return Matcher.quoteReplacement(
                found.group(1) != null
                        ? millis(found.group(1))
                        : found.group(2) != null
                                ? seconds(found.group(2))
                                : iso(found.group(3), found.group(4)));
    }

    private boolean isThen(Instant time) {
        return time.isAfter(from) && time.isBefore(to);
    }

    private String millis(String text) {
        var time = Instant.ofEpochMilli(Long.parseLong(text));
        return isThen(time) ? Long.toString(time.plus(by).toEpochMilli()) : text;
    }

    private String seconds(String text) {
        var told = new BigDecimal(text);
        if (!isThen(Instant.ofEpochSecond(told.longValue()))) {
            return text;
        }
        return told.add(BigDecimal.valueOf(by.toMillis(), 3))
                .setScale(told.scale(), RoundingMode.FLOOR)
                .toPlainString();
    }

    private String iso(String text, @Nullable String fraction) {
        try {
            var time = OffsetDateTime.parse(text);
            var format = new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd'T'HH:mm:ss");
            if (fraction != null) {
                format.appendFraction(
                        ChronoField.NANO_OF_SECOND, fraction.length(), fraction.length(), true);
            }
            return isThen(time.toInstant())
                    ? format.appendOffset("+HH:MM", "Z")
                            .toFormatter(Locale.ROOT)
                            .format(time.plus(by))
                    : text;
        } catch (DateTimeException _) {
            return text;
        }
    }
}
