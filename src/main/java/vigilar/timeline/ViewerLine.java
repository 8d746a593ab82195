package vigilar.timeline;

import java.nio.ByteBuffer;

/// The way to one viewer, as the hub needs it: asynchronous, with at most one write outstanding.
/// The web room makes one of each stream request.
public interface ViewerLine {
    /// Starts writing. Must not block. `written` is told exactly once, on any thread, perhaps
    /// before this returns.
    ///
    /// @param frames the line's own view of shared bytes: its position may move, its bytes not
    void write(ByteBuffer frames, Written written);

    /// No more writes come and none is outstanding: say goodbye in order.
    void end();

    /// Hang up at once, also under an outstanding write, which then fails.
    ///
    /// @param why one line for the log
    void cut(String why);

    /// Is told how a write went. Must not be blocked for.
    interface Written {
        void done();

        void failed(Throwable why);
    }
}
