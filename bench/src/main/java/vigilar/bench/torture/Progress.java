package vigilar.bench.torture;

import java.io.PrintStream;

/// Where it stands, for whoever waits: one line of the terminal, written over. Where no terminal
/// is, a line only for each case.
final class Progress {
    /// 100 columns fit beside each other almost everywhere.
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;
    private String about = "";

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void begin(String name) {
        about = name;
        if (terminal) {
            step("");
        } else {
            out.println("… " + name);
        }
    }

    void step(String what) {
        if (terminal) {
            var line = "… " + about + "  " + what;
            out.print("\r" + (line + " ".repeat(WIDTH)).substring(0, WIDTH));
            out.flush();
        }
    }

    void end(String line) {
        if (terminal) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
        }
        out.println(line);
    }
}
