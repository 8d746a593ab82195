package vigilar.alerts;

import vigilar.event.Severity;

/// Severities as the rows of this room hold them: rising numbers, so that a row can be chosen by
/// threshold.
final class Rank {
    private Rank() {}

    static int of(Severity severity) {
        return switch (severity) {
            case INFO -> 0;
            case WARNING -> 1;
            case ALERT -> 2;
            case CRITICAL -> 3;
        };
    }

    static Severity severity(int rank) {
        return switch (rank) {
            case 0 -> Severity.INFO;
            case 1 -> Severity.WARNING;
            case 2 -> Severity.ALERT;
            case 3 -> Severity.CRITICAL;
            default -> throw new IllegalStateException("no severity has the rank " + rank);
        };
    }
}
