package vigilar.intake;

import java.time.Instant;

/// A message that was not understood.
///
/// @param topic capped, printable
/// @param reason why, for people
/// @param excerpt the first characters of the payload, printable; empty when it may hold a secret
public record Refusal(Instant at, String topic, String reason, String excerpt) {}
