package vigilar.cli;

import vigilar.access.Password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// How a password gets in: typed twice without an echo at a terminal, otherwise the first line of
/// the standard input. Never as an argument: those stand in the list of processes.
final class PasswordEntry {
    private PasswordEntry() {}

    /// @throws CannotStart when nothing usable was entered
    @SuppressWarnings("SystemConsoleNull") // without a terminal Java 25 gives none again
    static Password read(Surroundings surroundings) {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            return new Password(
                    twice(
                            console.readPassword("New password: "),
                            console.readPassword("Once more: ")));
        }
        try {
            var line =
                    new BufferedReader(
                                    new InputStreamReader(
                                            surroundings.in(), StandardCharsets.UTF_8))
                            .readLine();
            if (line == null) {
                throw new CannotStart(
                        "no password came: type it at a terminal, or pipe it in as one line");
            }
            return new Password(line);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String twice(char[] first, char[] second) {
        if (first == null || !Arrays.equals(first, second)) {
            throw new CannotStart("the two passwords differ; nothing was changed");
        }
        return new String(first);
    }
}
