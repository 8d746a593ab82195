package vigilar.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A part of the program that a process can take on. The order is the order of starting.
public enum Role {
    /// The embedded broker. Has nothing to do with an external one.
    BROKER,
    /// Reads the bus, fills the journal, announces.
    INTAKE,
    /// The front door.
    WEB;

    /// As it is written on the command line: `broker`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role of that word, or empty.
    public static Optional<Role> named(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
