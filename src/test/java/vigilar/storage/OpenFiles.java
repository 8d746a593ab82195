package vigilar.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which files this process has open, as Linux tells.
final class OpenFiles {
    private static final Path OURS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /// How many of them lie, or lay, below that folder.
    static long below(Path folder) throws IOException {
        assumeTrue(Files.isDirectory(OURS), "only Linux tells which files are open");
        var real = folder.toRealPath().toString();
        try (var open = Files.list(OURS)) {
            return open.filter(it -> target(it).startsWith(real)).count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
