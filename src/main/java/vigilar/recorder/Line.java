package vigilar.recorder;

import java.time.Duration;

/// A line of a capture behind the first.
sealed interface Line {
    /// Since the capture began.
    Duration at();

    /// A message.
    ///
    /// @param atLeastOnce how it was delivered: QoS 1, else QoS 0
    /// @param retained the broker had kept it from before we listened
    @SuppressWarnings("ArrayRecordComponent") // never compared, and written to by nobody
    record Said(Duration at, String topic, boolean atLeastOnce, boolean retained, byte[] payload)
            implements Line {}

    /// A word of the recorder: from here on messages are missing, or how it ended.
    record Note(Duration at, String text) implements Line {}
}
