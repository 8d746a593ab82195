package vigilar.bench.measure;

import java.io.IOException;
import java.net.InetSocketAddress;

/// Something that takes what devices say and brings it to those who look. Started by its maker;
/// closing it ends its processes.
interface Contender extends AutoCloseable {
    String name();

    /// It becomes faster with what it has done, so that its warm-up may be a harder one.
    default boolean isCompiledAsItRuns() {
        return false;
    }

    /// Connects a device.
    ///
    /// @param run part of its name, so that no run inherits the session of another
    Mouth mouth(int run, int publisher) throws IOException;

    /// Where viewers connect.
    InetSocketAddress viewersAt();

    /// What a viewer says first.
    byte[] greeting(int viewer);

    /// So many viewers, connected.
    default Listeners listeners(int viewers) {
        return new Audience(this, viewers);
    }

    /// How many messages it has written to a viewer at once so far, in the mean: 1 where each is
    /// written by itself.
    default double messagesAWrite() {
        return 1;
    }

    /// What its processes have taken so far.
    Usage usage();

    @Override
    void close();

    /// A device's way to speak. One thread speaks; acknowledgements come on another.
    interface Mouth extends AutoCloseable {
        /// Sends the message with this mark; may wait when the contender does not take it.
        void say(int run, int publisher, int n) throws IOException, InterruptedException;

        /// How many were accepted so far.
        long accepted();

        @Override
        void close();
    }
}
