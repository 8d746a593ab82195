package vigilar.web;

import java.time.Instant;

/// A message that intake could not understand, as `GET /api/refusals` shows it.
///
/// @param topic cut to a printable length by whoever supplies it
/// @param reason one line for people
/// @param excerpt the beginning of what it said, printable; empty where it may hold a secret
public record RefusedMessage(Instant at, String topic, String reason, String excerpt) {}
