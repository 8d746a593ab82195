package vigilar.bench.field;

import java.nio.ByteBuffer;

/// One answer of HTTP/1.1 with a chunked body, as it comes in.
final class HttpAnswer {
    /// What is told of it.
    interface Ear {
        /// The head was complete.
        ///
        /// @param retryAfterSeconds 0 if it says nothing about that
        void head(int status, int retryAfterSeconds);

        /// The next byte of the body.
        void body(byte next);

        /// The body ended in order.
        void ended();
    }

    private enum Part {
        HEAD,
        SIZE,
        CHUNK,
        AFTER_CHUNK,
        OVER
    }

    private final Ear ear;
    private final Line line = new Line();
    private Part part = Part.HEAD;
    private int status;
    private int retryAfter;
    private long left;

    HttpAnswer(Ear ear) {
        this.ear = ear;
    }

    /// Takes what was read.
    void take(ByteBuffer bytes) {
        while (bytes.hasRemaining() && part != Part.OVER) {
            byte next = bytes.get();
            if (part == Part.CHUNK) {
                ear.body(next);
                if (--left == 0) {
                    part = Part.AFTER_CHUNK;
                }
            } else if (line.endsWith(next)) {
                part = after();
                line.clear();
            }
        }
    }

    private Part after() {
        return switch (part) {
            case HEAD -> afterHeader();
            case SIZE -> {
                left = Long.parseLong(line.valueAfter("").split(";", 2)[0].strip(), 16);
                if (left == 0) {
                    ear.ended();
                    yield Part.OVER;
                }
                yield Part.CHUNK;
            }
            case AFTER_CHUNK -> Part.SIZE;
            case CHUNK, OVER -> throw new IllegalStateException("no line in " + part);
        };
    }

    private Part afterHeader() {
        if (status == 0) {
            status = Integer.parseInt(line.valueAfter("HTTP/1.1").split(" ", 2)[0]);
        } else if (line.startsWith("Retry-After:")) {
            retryAfter = Integer.parseInt(line.valueAfter("Retry-After:"));
        } else if (line.length() == 0) {
            ear.head(status, retryAfter);
            return status == 200 ? Part.SIZE : Part.OVER;
        }
        return Part.HEAD;
    }
}
