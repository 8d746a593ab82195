package vigilar.bench.torture;

import vigilar.bench.field.Trouble;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file system of its own in memory, small enough to be filled. Needs root.
final class SmallDisk implements AutoCloseable {
    /// 192 MiB: the broker wants 64 free, and a house under traffic takes some 60 in a minute.
    private static final int MEBIBYTES = 192;

    private static final int CHUNK = 64 << 10;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mounted(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            throw new Trouble("no folder for a disk", failure);
        }
        call(
                List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + MEBIBYTES + "m",
                        "tmpfs",
                        folder.toString()));
        return new SmallDisk(folder);
    }

    static boolean canBeMounted(Path folder) {
        try (var _ = mounted(folder)) {
            return true;
        } catch (Trouble refused) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    /// Leaves only so much free.
    void fillUpTo(long freeBytes) {
        try (var ballast = Files.newOutputStream(ballast())) {
            var chunk = new byte[CHUNK];
            while (folder.toFile().getUsableSpace() > freeBytes) {
                ballast.write(chunk);
            }
        } catch (IOException full) {
            if (folder.toFile().getUsableSpace() > CHUNK) {
                throw new Trouble("the disk cannot be filled", full);
            }
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException failure) {
            throw new Trouble("the disk cannot be freed", failure);
        }
    }

    private static void call(List<String> command) {
        if (Damage.ended(Damage.run(command)) != 0) {
            throw new Trouble(String.join(" ", command) + " failed");
        }
    }

    @Override
    public void close() {
        call(List.of("umount", "-l", folder.toString()));
    }
}
