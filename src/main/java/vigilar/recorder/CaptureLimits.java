package vigilar.recorder;

/// How large a capture may be, written and read.
final class CaptureLimits {
    /// 512 MiB: a busy house says some 100 MB a day; what is attached to a report is far smaller,
    /// and a forgotten capture must not fill the disk.
    static final long MOST_BYTES = 512L << 20;

    /// 4 million lines: at the usual 150 bytes a line that is as much as the bytes allow.
    static final long MOST_LINES = 4_000_000;

    /// 24 MiB: the bus takes in 9 MiB at once; as JSON in a string, or in base64, that is twice as
    /// much at most, see [CaptureFormat].
    static final int LONGEST_LINE = 24 << 20;

    /// 64 levels of JSON: twice what intake reads.
    static final int DEPTH = 64;

    /// 65,535 bytes: the longest topic that MQTT knows.
    static final int LONGEST_TOPIC = 65_535;

    /// 365 days: a longer pause is a mistake in the file, and nobody would wait for it.
    static final long LONGEST_MILLIS = 365L * 24 * 60 * 60 * 1000;

    private CaptureLimits() {}
}
