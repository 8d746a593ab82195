package vigilar.journal;

import vigilar.event.Severity;

/// A severity as rows have it: a number that rises with it and never changes its meaning, whatever
/// becomes of the enum.
final class StoredSeverity {
    private StoredSeverity() {}

    static int number(Severity severity) {
        return switch (severity) {
            case INFO -> 0;
            case WARNING -> 1;
            case ALERT -> 2;
            case CRITICAL -> 3;
        };
    }

    /// @throws IllegalStateException when the table holds something that was never written
    static Severity of(int number) {
        return switch (number) {
            case 0 -> Severity.INFO;
            case 1 -> Severity.WARNING;
            case 2 -> Severity.ALERT;
            case 3 -> Severity.CRITICAL;
            default -> throw new IllegalStateException("no severity has the number " + number);
        };
    }
}
