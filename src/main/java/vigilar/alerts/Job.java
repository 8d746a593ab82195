package vigilar.alerts;

import vigilar.event.EventId;

import java.time.Instant;

/// A notification that is owed.
///
/// @param tries made so far
/// @param shorter the service found the usual text too large
record Job(long subscription, EventId event, Instant queued, int tries, boolean shorter) {}
