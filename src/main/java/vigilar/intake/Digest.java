package vigilar.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Topic and payload of a message in 16 bytes: the first half of their SHA-256, so that no device
/// can make two messages that look alike.
record Digest(long high, long low) {
    static final int BYTES = 16;

    static Digest of(String topic, byte[] payload) {
        return of(topic, payload, "");
    }

    /// Of one message and no other, however equal.
    ///
    /// @param receipt see [vigilar.bus.Delivery#receipt]
    static Digest of(String topic, byte[] payload, String receipt) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            if (!receipt.isEmpty()) {
                sha.update(receipt.getBytes(StandardCharsets.UTF_8));
                sha.update(new byte[] {0, 0}); // no topic begins so
            }
            sha.update(topic.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0); // no topic holds it: the border between the two
            var bytes = ByteBuffer.wrap(sha.digest(payload));
            return new Digest(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    static Digest from(ByteBuffer bytes) {
        return new Digest(bytes.getLong(), bytes.getLong());
    }

    void into(ByteBuffer bytes) {
        bytes.putLong(high).putLong(low);
    }

    String hex() {
        return "%016x%016x".formatted(high, low);
    }

    byte[] bytes() {
        var bytes = ByteBuffer.allocate(BYTES);
        into(bytes);
        return bytes.array();
    }
}
