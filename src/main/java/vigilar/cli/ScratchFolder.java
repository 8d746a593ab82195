package vigilar.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// The data folder of a demo or a replay: made for it, deleted after it.
final class ScratchFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);

    private ScratchFolder() {}

    static Path make() {
        try {
            return Files.createTempDirectory("vigilar-demo-");
        } catch (IOException failed) {
            throw new CannotStart("cannot make a temporary folder: " + failed.getMessage(), failed);
        }
    }

    /// Deletes it with all that is in it; harmless when it is gone.
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            LOG.warn("the temporary folder {} could not be deleted", folder, failed);
        }
    }
}
