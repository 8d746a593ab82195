package vigilar.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the program finds around it; a test brings its own.
///
/// @param again program and arguments that start another process of ourselves
record Surroundings(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> environment,
        Path home,
        List<String> again,
        Stop stop) {

    static Surroundings ofThisProcess() {
        return new Surroundings(
                System.out,
                System.err,
                System.in,
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Again.ourselves("vigilar.Main"),
                new ShutdownHook());
    }

    /// The data folder when nothing is said. Not below the current folder: what the house knows
    /// must not depend on where somebody stood when typing the command.
    Path usualData() {
        var xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        var base = xdg.startsWith("/") ? Path.of(xdg) : home.resolve(".local").resolve("share");
        return base.resolve("vigilar");
    }

    /// One line for people.
    void complain(String line) {
        err.println("vigilar: " + line);
    }
}
