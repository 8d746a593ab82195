package vigilar.bus;

import java.util.concurrent.CompletableFuture;

/// One connection to the broker that never gives up: subscribe, connect, reconnect with growing
/// jittered pauses, until it is closed. Safe for any number of threads.
public interface BusClient extends AutoCloseable {
    /// Starts connecting and returns at once; what the plan subscribes to is delivered from then
    /// on.
    void start();

    /// Publishes with QoS 1. Completes after the broker's acknowledgement; fails at once with a
    /// [BusException] when the link is away or the broker refuses, and when the link is lost before
    /// the acknowledgement.
    CompletableFuture<Void> publish(Publication publication);

    /// Completes when the broker has read all that was written on that connection before,
    /// acknowledgements among it, and has answered. Fails with a [BusException] at once when it is
    /// not the connection that stands, or too much waits for an answer there already; and when it
    /// is lost before the answer. What another connection answers says nothing of this one.
    ///
    /// @param connection as [Delivery#connection]
    CompletableFuture<Void> caughtUp(long connection);

    /// How the connection stands.
    Link link();

    /// Disconnects in order; unacknowledged deliveries stay with the broker. Idempotent.
    @Override
    void close();
}
