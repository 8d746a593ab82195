package vigilar.cli;

/// How the program is told to stop.
interface Stop {
    /// Calls `closing` once when it is time.
    void onStop(Runnable closing);

    /// Nothing to close any more; the exit code is the caller's again. Does not return when the
    /// program is stopping already.
    void forget();

    /// Waits until it is time.
    void await() throws InterruptedException;
}
