package vigilar.alerts;

import java.time.Instant;

/// A notification that is owed.
///
/// @param about the number of an event; negative: that of a silent alert
/// @param tries made in a row so far, whichever event they were about
/// @param shorter the service found the usual text too large
record Job(long subscription, long about, Instant queued, int tries, boolean shorter) {
    /// For owners only, and about no event.
    boolean isSilent() {
        return about < 0;
    }
}
