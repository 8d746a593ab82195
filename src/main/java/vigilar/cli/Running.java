package vigilar.cli;

/// A house under way, in this process or in several.
interface Running extends AutoCloseable {
    /// Starts everything and returns when it is ready.
    ///
    /// @throws CannotStart for a reason that people can change
    Ready start() throws InterruptedException;

    /// What is to be done once it is ready, until the end. Returns or throws when closed.
    void stay() throws InterruptedException;

    /// Stops everything; at any time, from any thread.
    @Override
    void close();
}
