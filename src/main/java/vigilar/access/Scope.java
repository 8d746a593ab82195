package vigilar.access;

import java.util.Arrays;
import java.util.Optional;

/// What an API token may be used for, within what its person may do.
public enum Scope {
    /// Looks: events, history, the stream, figures.
    READ,
    /// The figures of Vigilar itself and nothing else: for Prometheus, which need not know when
    /// somebody comes home.
    METRICS,
    /// Asks the alarm panel, as a keypad does: for who may arm themselves.
    ARM;

    /// The scope of exactly that name, or empty.
    public static Optional<Scope> named(String word) {
        return Arrays.stream(values()).filter(it -> it.name().equals(word)).findFirst();
    }
}
