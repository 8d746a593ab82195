package vigilar.alerts;

import vigilar.event.Severity;

import java.time.Duration;

/// How a message of that severity travels.
///
/// @param keep how long the push service keeps it for a phone that is off, and how long we try
/// @param urgency the word of RFC 8030: whether a phone in its pocket is woken for it
record Postage(Duration keep, String urgency) {
    /// Old small news is noise in the morning; an alarm must be seen even after a night's flight.
    static Postage of(Severity severity) {
        return switch (severity) {
            case INFO -> new Postage(Duration.ofHours(1), "low");
            case WARNING -> new Postage(Duration.ofHours(6), "normal");
            case ALERT -> new Postage(Duration.ofDays(1), "high");
            case CRITICAL -> new Postage(Duration.ofDays(3), "high");
        };
    }
}
