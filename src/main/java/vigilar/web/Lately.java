package vigilar.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Whom the store let in last, by what they showed: as its digest, so that no secret is kept. Safe
/// for any number of threads.
final class Lately {
    /// 200 browsers and programs: a household many times over; the oldest goes first.
    private static final int MOST = 200;

    private final LinkedHashMap<String, Visitor> visitors = new LinkedHashMap<>();

    /// @param visitor empty: what was shown holds no longer
    synchronized void note(String shown, Optional<Visitor> visitor) {
        var digest = digest(shown);
        visitors.remove(digest);
        visitor.ifPresent(known -> visitors.put(digest, known));
        if (visitors.size() > MOST) {
            visitors.pollFirstEntry();
        }
    }

    synchronized Optional<Visitor> find(String shown) {
        return Optional.ofNullable(visitors.get(digest(shown)));
    }

    private static String digest(String shown) {
        try {
            var bytes = shown.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
