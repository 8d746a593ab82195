package vigilar.intake;

import vigilar.event.SourceId;

import java.nio.charset.StandardCharsets;

/// Source ids for what other programs call as they like.
final class SafeName {
    /// 8 hexadecimal digits tell the names of a home apart.
    private static final int MARK_DIGITS = 8;

    private static final int LONGEST_STEM = 64 - 1 - MARK_DIGITS;

    private SafeName() {}

    /// The name itself where it may be one; else its plain characters and a mark that keeps two
    /// names with the same ones apart.
    static SourceId of(String name) {
        if (SourceId.looksRight(name)) {
            return new SourceId(name);
        }
        var stem =
                name.replaceAll("[^A-Za-z0-9._-]+", "-")
                        .replaceFirst("^[._-]+", "")
                        .replaceFirst("[._-]+$", "");
        var mark =
                "%016x"
                        .formatted(Digest.of(name, name.getBytes(StandardCharsets.UTF_8)).high())
                        .substring(0, MARK_DIGITS);
        var kept = stem.isEmpty() ? "device" : stem;
        return new SourceId(kept.substring(0, Math.min(kept.length(), LONGEST_STEM)) + "-" + mark);
    }
}
