package vigilar.storage;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/// Another process that runs a class of the tests; gone at the end of the test.
public final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private Child(Process process) {
        this.process = process;
        lines = process.inputReader();
    }

    /// Starts the class's `main`.
    public static Child start(Class<?> main, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return new Child(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    }

    private static String classPath() {
        // the test runner may have put the real class path into a jar's manifest
        var real = System.getProperty("surefire.test.class.path");
        return real != null
                ? real
                : String.join(File.pathSeparator, System.getProperty("java.class.path"));
    }

    /// The next line that it says; null at its end.
    public @Nullable String line() throws Exception {
        return lines.readLine();
    }

    long pid() {
        return process.pid();
    }

    /// SIGKILL, and waits for its end.
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
