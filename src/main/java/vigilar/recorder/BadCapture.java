package vigilar.recorder;

/// A file that is no capture, or not one that can be played. The message names the file, the line
/// and what to do.
public final class BadCapture extends Exception {
    private static final long serialVersionUID = 1L;

    BadCapture(String file, long line, String what) {
        super("%s:%d: %s".formatted(file, line, what));
    }
}
