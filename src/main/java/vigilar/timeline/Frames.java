package vigilar.timeline;

import vigilar.event.EventId;
import vigilar.journal.JournalEntry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The frames of `text/event-stream`. Line breaks cannot escape their field: ids are numbers, the
/// epoch is letters and digits, and a summary stands on one line because its payload does.
final class Frames {
    private static final byte[] ID = ascii("id: ");
    private static final byte[] DATA = ascii("\ndata: ");
    private static final byte[] END = ascii("\n\n");
    private static final byte[] KEEPALIVE = ascii(": keepalive\n\n");

    private Frames() {}

    /// `id:` and `data:` of one event, added to `out`.
    static void add(ByteArrayOutputStream out, JournalEntry entry) {
        out.writeBytes(ID);
        out.writeBytes(ascii(entry.event().id().toString()));
        out.writeBytes(DATA);
        out.writeBytes(entry.json());
        out.writeBytes(END);
    }

    /// The first message of a stream, with the pause before a reconnect.
    static ByteBuffer connected(long retryMillis, String epoch, EventId head, EventId from) {
        return ByteBuffer.wrap(
                ascii(
                        "retry: %d\nid: %s\ndata: {\"type\":\"connected\",\"epoch\":\"%s\",\"last_id\":%s,\"from\":%s}\n\n"
                                .formatted(retryMillis, from, epoch, head, from)));
    }

    /// What is missing, and why. Its id is where the stream goes on, so that a reconnect right
    /// after it does not ask for the impossible again.
    static ByteBuffer gap(Gap gap) {
        return ByteBuffer.wrap(
                ascii(
                        "event: gap\nid: %s\ndata: {\"type\":\"gap\",\"why\":\"%s\",\"asked\":%s,\"from\":%d,\"to\":%s,\"resumes_after\":%s}\n\n"
                                .formatted(
                                        gap.resumesAfter(),
                                        gap.why().word(),
                                        gap.asked(),
                                        gap.firstMissing(),
                                        gap.lastMissing(),
                                        gap.resumesAfter())));
    }

    /// A comment, the same bytes for all.
    static ByteBuffer keepalive() {
        return ByteBuffer.wrap(KEEPALIVE);
    }

    /// A comment, and the id of what a filter skipped: a block without data is no message, but the
    /// HTML standard has the browser remember its id all the same.
    static ByteBuffer keepalive(EventId skippedTo) {
        return ByteBuffer.wrap(ascii(": keepalive\nid: " + skippedTo + "\n\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
