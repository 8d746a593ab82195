package vigilar.alerts;

import vigilar.event.Severity;

import java.time.Instant;

/// A browser that wants to be told, as people see it.
///
/// @param name what its owner calls it
/// @param threshold it is told from this severity on
/// @param service the host of its push service
/// @param lastAnswer what came of the last try, or empty
public record Subscriber(
        long id,
        String name,
        Severity threshold,
        Instant made,
        String service,
        String lastAnswer) {}
