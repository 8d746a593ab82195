package vigilar.cli;

import vigilar.access.Secret;

import java.net.InetSocketAddress;
import java.util.Optional;

/// The running parts of the house in this process, as the command line sees them.
public interface House extends AutoCloseable {
    /// Makes the data folder if need be and takes the lock of each role, before any port is opened
    /// and any row is written.
    ///
    /// @throws CannotStart when a role already runs on this data folder
    void claim();

    /// Starts everything and returns when it is ready: web and journal up, the embedded broker
    /// listening, intake subscribed (with an external broker that is away, without that). Called
    /// once, after [#claim].
    ///
    /// @throws CannotStart when it cannot start for a reason that people can change
    void start();

    /// Where the web listens, with the real port, once started; empty without that role.
    Optional<InetSocketAddress> http();

    /// Where the embedded broker of this process listens, with the real port, once started.
    Optional<InetSocketAddress> mqtt();

    /// The code of a house without an owner, once started, and only the first time: whoever starts
    /// it shall see it. Empty when there is nothing to tell.
    Optional<Secret> setupCode();

    /// Stops everything within 8 s, acceptors first, storage last; gives the locks back. May be
    /// called at any time from another thread, also while [#start] runs, and more than once.
    @Override
    void close();
}
