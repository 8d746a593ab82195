package vigilar.alerts;

import vigilar.event.Severity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/// A browser that wants to be told, as people see it.
///
/// @param name what its owner calls it
/// @param threshold it is told from this severity on
/// @param service the host of its push service
/// @param mark by which the device finds itself in the list: 16 hex digits of its endpoint's
///   SHA-256. The endpoint itself is a secret: whoever has it can write to the device
/// @param lastAnswer what came of the last try, or empty
public record Subscriber(
        long id,
        String name,
        Severity threshold,
        Instant made,
        String service,
        String mark,
        String lastAnswer) {
    static String markOf(String endpoint) {
        try {
            var bytes = endpoint.getBytes(StandardCharsets.UTF_8);
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
