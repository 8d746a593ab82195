package vigilar.storage;

import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A disk that is soon full.
final class SmallDisk {
    private SmallDisk() {}

    /// @return false where that is not allowed
    static boolean mounted(Path folder, String size) throws InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=" + size, "vigilar-test", folder.toString());
    }

    static void unmount(Path folder) throws InterruptedException {
        if (!run("umount", "-l", folder.toString())) {
            LoggerFactory.getLogger(SmallDisk.class).warn("{} is still mounted", folder);
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            var output = ProcessBuilder.Redirect.DISCARD;
            var process =
                    new ProcessBuilder(command)
                            .redirectOutput(output)
                            .redirectError(output)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notHere) {
            return false;
        }
    }
}
