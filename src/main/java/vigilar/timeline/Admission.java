package vigilar.timeline;

import java.time.Duration;

/// How the timeline answers a viewer at the door.
public sealed interface Admission {
    /// In: the first frames are on their way. Nothing more is to be done.
    record Joined() implements Admission {}

    /// Every place is taken, or the house is closing.
    ///
    /// @param retryAfter when to come again
    record Refused(String why, Duration retryAfter) implements Admission {}
}
