package vigilar;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import vigilar.cli.CannotStart;

import java.util.ArrayDeque;
import java.util.Deque;

/// What is to be closed, last built first. Closing while somebody still builds ends the building.
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
    private final Deque<AutoCloseable> built = new ArrayDeque<>();
    private boolean closed;

    /// Keeps it to be closed and hands it back.
    ///
    /// @throws CannotStart if the house is being closed already
    synchronized <T extends AutoCloseable> T add(T closeable) {
        if (closed) {
            closeQuietly(closeable);
            throw new CannotStart("stopped while starting");
        }
        built.push(closeable);
        return closeable;
    }

    @Override
    public void close() {
        while (true) {
            AutoCloseable next;
            synchronized (this) {
                closed = true;
                next = built.poll();
            }
            if (next == null) {
                return;
            }
            closeQuietly(next);
        }
    }

    /// One part that does not close in order must not keep the others from it.
    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception failure) { // what AutoCloseable declares
            LOG.error("{} did not close in order", closeable.getClass().getSimpleName(), failure);
        }
    }
}
