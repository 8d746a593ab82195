package vigilar.supervisor;

import java.util.List;

/// A program that is to be kept running as a process of its own.
public interface ChildPlan {
    /// How it is called in the log: `web`.
    String name();

    /// Program and arguments; asked for again at each start.
    List<String> command();

    /// It has printed its line that begins with `ready`: the line.
    void ready(String line);
}
