package vigilar.cli;

import java.util.Objects;

/// The house cannot start, for a reason that people can change: a taken port, a role that already
/// runs. The message is one line: what, where, and what to do. The program ends with 78.
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }

    /// The line, or several when several things are wrong.
    String inWords() {
        return Objects.requireNonNullElse(getMessage(), "");
    }
}
