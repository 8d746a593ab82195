package vigilar.alerts;

import java.nio.file.Path;

/// What Web Push needs to know.
///
/// @param dataFolder its `secret/` holds the keys by which push services know this house
/// @param subject whom a push service may write to when our messages trouble it
/// @param allowPrivate also deliver to loopback and private addresses: for a push service in the
///   house itself
public record PushSettings(Path dataFolder, PushSubject subject, boolean allowPrivate) {}
