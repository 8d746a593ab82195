package vigilar.supervisor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The child's end of the pipe: notices when the parent process is gone.
public final class ParentWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    private ParentWatch() {}

    /// Calls `gone` once when the stream ends, on a thread of its own.
    public static void start(InputStream fromParent, Runnable gone) {
        Thread.ofPlatform()
                .daemon()
                .name("parent")
                .start(
                        () -> {
                            try {
                                fromParent.transferTo(OutputStream.nullOutputStream());
                                LOG.info("the parent process is gone: stopping");
                            } catch (IOException broken) {
                                LOG.warn("the pipe to the parent is broken: stopping", broken);
                            }
                            gone.run();
                        });
    }
}
