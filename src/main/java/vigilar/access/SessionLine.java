package vigilar.access;

import java.time.Instant;

/// One open session, for its person to look at.
///
/// @param seen to the minute
/// @param agent like `Firefox on Android`; nothing of the header itself
public record SessionLine(long id, Instant begun, Instant seen, String agent) {}
