package vigilar.pictures;

import java.util.Locale;
import java.util.Optional;

/// What a review may carry.
public enum PictureKind {
    /// 8 MiB: a snapshot of a 4K camera in the best quality has 3.
    SNAPSHOT(8L << 20),

    /// 64 MiB: a minute of a 4K camera at 8 Mbit/s.
    CLIP(64L << 20);

    private final long mostBytes;

    PictureKind(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    long mostBytes() {
        return mostBytes;
    }

    /// As in rows, file names and addresses: `snapshot`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<PictureKind> named(String word) {
        for (var kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
