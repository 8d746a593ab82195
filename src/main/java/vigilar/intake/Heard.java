package vigilar.intake;

/// A message as a producer's reader gets it. The bytes are looked at by several and written to by
/// nobody.
final class Heard {
    private final String topic;
    private final byte[] bytes;
    private final boolean retained;
    private final boolean backlog;
    private final long nanos;

    /// @param retained the broker had kept it from before we subscribed
    /// @param backlog it came so soon after our connection began, or while so much else came, that
    ///   the broker may have queued it
    /// @param nanos when it came, on the monotonic clock
    Heard(String topic, byte[] bytes, boolean retained, boolean backlog, long nanos) {
        this.topic = topic;
        this.bytes = bytes;
        this.retained = retained;
        this.backlog = backlog;
        this.nanos = nanos;
    }

    String topic() {
        return topic;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean retained() {
        return retained;
    }

    boolean backlog() {
        return backlog;
    }

    long nanos() {
        return nanos;
    }
}
