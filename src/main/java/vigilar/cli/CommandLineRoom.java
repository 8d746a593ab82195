package vigilar.cli;

/// The front door of the shell.
public final class CommandLineRoom {
    private final Services services;

    public CommandLineRoom(Services services) {
        this.services = services;
    }

    /// Does what the words say and returns the exit code; with `run` and `demo` after the stop.
    public int run(String... words) {
        return words.length + (services == null ? 1 : 0);
    }
}
