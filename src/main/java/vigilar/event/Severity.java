package vigilar.event;

import java.util.Optional;

/// How much an event matters to the people of the house, rising. The order is the contract's.
public enum Severity {
    INFO,
    WARNING,
    ALERT,
    CRITICAL;

    /// The severity of that name in any case, or empty.
    public static Optional<Severity> named(String text) {
        for (var severity : values()) {
            if (severity.name().equalsIgnoreCase(text)) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }
}
