package vigilar.recorder;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A capture that was read to its end and holds: nothing of a bad one is ever played.
///
/// @param messages how many it holds
/// @param length from its beginning to its last line
/// @param torn its last line has no end, because its writer was killed, and is passed over
public record Capture(Source source, Header header, long messages, Duration length, boolean torn) {
    /// Where it lies; read twice, once to check and once to play.
    ///
    /// @param name for people
    public record Source(String name, Opener opener) {
        public static Source file(Path path) {
            return new Source(path.toString(), () -> Files.newInputStream(path));
        }
    }

    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /// Told of each line, in order.
    @FunctionalInterface
    interface Listener {
        /// @return false: no more
        boolean line(Line line) throws InterruptedException;
    }

    /// Reads and checks all of it, one line in memory at a time.
    ///
    /// @throws IOException when it cannot be read
    public static Capture check(Source source) throws BadCapture, IOException {
        var counts =
                new Object() {
                    long messages;
                    Duration length = Duration.ZERO;
                };
        var reading = new Reading(source);
        try {
            reading.all(
                    line -> {
                        counts.length = line.at();
                        counts.messages += line instanceof Line.Said ? 1 : 0;
                        return true;
                    });
        } catch (InterruptedException stop) {
            throw new IOException("interrupted while reading " + source.name(), stop);
        }
        var header = reading.header;
        if (header == null) {
            throw new BadCapture(source.name(), 1, "an empty file is no capture");
        }
        return new Capture(source, header, counts.messages, counts.length, reading.torn);
    }

    /// Reads it again.
    void forEach(Listener listener) throws BadCapture, IOException, InterruptedException {
        new Reading(source).all(listener);
    }

    /// One pass.
    private static final class Reading {
        private final Source source;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long number;
        private Duration last = Duration.ZERO;
        private @Nullable Header header;
        private boolean torn;

        Reading(Source source) {
            this.source = source;
        }

        void all(Listener listener) throws BadCapture, IOException, InterruptedException {
            try (var in = new BufferedInputStream(source.opener().open())) {
                while (nextLine(in)) {
                    if (!take(listener)) {
                        return;
                    }
                }
            }
        }

        /// False at the end; what stands there without a line end was cut off.
        private boolean nextLine(InputStream in) throws BadCapture, IOException {
            line.reset();
            number++;
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    torn = line.size() > 0;
                    return false;
                }
                if (line.size() >= CaptureLimits.LONGEST_LINE) {
                    throw bad("longer than " + CaptureLimits.LONGEST_LINE + " bytes");
                }
                line.write(next);
            }
            if (number > CaptureLimits.MOST_LINES) {
                throw bad("more than " + CaptureLimits.MOST_LINES + " lines: split the file");
            }
            return true;
        }

        private boolean take(Listener listener) throws BadCapture, InterruptedException {
            try {
                if (header == null) {
                    header = CaptureFormat.header(line.toByteArray());
                    return true;
                }
                var next = CaptureFormat.line(line.toByteArray());
                if (next.at().compareTo(last) < 0) {
                    throw bad("ms is less than on the line before");
                }
                last = next.at();
                return listener.line(next);
            } catch (CaptureFormat.Wrong wrong) {
                throw bad(wrong.getMessage());
            }
        }

        private BadCapture bad(@Nullable String what) {
            return new BadCapture(
                    source.name(),
                    number,
                    what + (number == 1 ? "" : "; correct or delete this line"));
        }
    }
}
