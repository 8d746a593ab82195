package vigilar.cli;

/// What the shell is told. The numbers are those of sysexits.
final class ExitCode {
    static final int OK = 0;

    /// It was looked at, and something is wrong.
    static final int FOUND = 1;

    /// The words make no sense.
    static final int USAGE = 64;

    /// The message that was to be tried is refused.
    static final int REFUSED = 65;

    /// A defect of ours, or a broken machine; the log has more.
    static final int BROKEN = 70;

    /// Not all of it was done, and trying again may help: messages that nobody acknowledged.
    static final int PARTLY = 75;

    /// Settings, ports, locks: something that people can change, said in one line.
    static final int CONFIG = 78;

    private ExitCode() {}
}
