package vigilar.bench.powerloss;

/// Something that a program did to its files.
sealed interface Op {
    /// When it began, in microseconds since 1970.
    long micros();

    /// @param emptied an older content is gone
    record Opened(long micros, String path, boolean emptied) implements Op {}

    /// @param offset from the file's beginning
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Wrote(long micros, String path, long offset, byte[] bytes) implements Op {}

    record Resized(long micros, String path, long size) implements Op {}

    /// @param end when it came back: only what follows may rely on it
    record Synced(long micros, long end, String path) implements Op {}

    record Renamed(long micros, String from, String to) implements Op {}

    record Removed(long micros, String path) implements Op {}

    record FolderMade(long micros, String path) implements Op {}
}
