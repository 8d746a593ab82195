package vigilar.web;

import vigilar.intake.Refusal;
import vigilar.intake.RefusalLog;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// A message that intake could not understand, as `GET /api/refusals` shows it.
///
/// @param topic cut to a printable length by whoever supplies it
/// @param reason one line for people
/// @param excerpt the beginning of what it said, printable; empty where it may hold a secret
public record RefusedMessage(Instant at, String topic, String reason, String excerpt) {
    /// Those of that log, newest first, read anew each time.
    public static Supplier<List<RefusedMessage>> in(RefusalLog log) {
        return () -> log.latest().stream().map(RefusedMessage::of).toList();
    }

    private static RefusedMessage of(Refusal refusal) {
        return new RefusedMessage(
                refusal.at(), refusal.topic(), refusal.reason(), refusal.excerpt());
    }
}
